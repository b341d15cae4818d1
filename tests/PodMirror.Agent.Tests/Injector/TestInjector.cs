using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Injector.Certificates;
using PodMirror.ClusterKit;

namespace PodMirror.Agent.Tests.Injector;

/// <summary>A cluster with what the chart puts into it, and agents that inject there.</summary>
internal sealed class TestInjector : IAsyncDisposable
{
    public const string SecretPath = "/api/v1/namespaces/podmirror/secrets/podmirror-webhook";
    public const string RegistrationPath = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror";

    private readonly string _settings = Path.GetTempFileName();

    private TestInjector(FakeCluster cluster) => Cluster = cluster;

    public FakeCluster Cluster { get; }

    public InjectorOptions Options => new()
    {
        Settings = _settings,
        Webhook = new ListenAddress(null, 0),
        Namespace = "podmirror",
        Kubeconfig = Cluster.Kubeconfig,
    };

    /// <summary>What the API server trusts.</summary>
    public string Bundle => CertificateBundle.Decode((string?)Cluster.Find(RegistrationPath)?["webhooks"]?[0]?["clientConfig"]?["caBundle"] ?? "");

    public static async Task<TestInjector> StartAsync()
    {
        var injector = new TestInjector(await FakeCluster.StartAsync());
        await File.WriteAllTextAsync(injector._settings, """{ "image": "podmirror:1", "endpoint": "http://podmirror.podmirror.svc:4318" }""");
        injector.PutNamespace("shop", """{ "mirror.traceable.ai/defaultInject": "true" }""");
        injector.PutRegistration();
        injector.Cluster.Put(SecretPath, """{ "metadata": { "labels": { "kept": "yes" } } }""");
        return injector;
    }

    public void PutNamespace(string name, string annotations = "{}", string label = "enabled") => Cluster.Put(
        $"/api/v1/namespaces/{name}",
        $$"""{ "metadata": { "name": "{{name}}", "labels": { "traceableai-inject-mirror": "{{label}}" }, "annotations": {{annotations}} } }""");

    public void PutRegistration() => Cluster.Put(
        RegistrationPath, """{ "webhooks": [ { "name": "mirror.traceable.ai", "clientConfig": { "service": { "name": "podmirror" } } } ] }""");

    /// <summary>Has the cluster refuse to write to the Secret.</summary>
    public void RefuseWritesOfSecret() => Cluster.Intercept = async context =>
    {
        bool refuse = context.Request.Method == "PATCH" && context.Request.Path == SecretPath;
        if (refuse)
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("""{ "kind": "Status", "reason": "Forbidden", "message": "not allowed" }""");
        }

        return refuse;
    };

    /// <summary>Starts an agent that injects. Its grace is short, since it goes on answering for a part of it.</summary>
    public Task<TestAgent> StartAgentAsync(TimeSpan? grace = null, Func<InjectorOptions, InjectorOptions>? change = null) =>
        TestAgent.StartAsync(options => options with
        {
            Injector = change?.Invoke(Options) ?? Options,
            Grace = grace ?? TimeSpan.FromMilliseconds(500),
        });

    public static async Task UntilReadyAsync(TestAgent agent) => await TestAgent.UntilAsync(async () =>
    {
        using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.Web, "/readyz"));
        return answer.IsSuccessStatusCode;
    });

    /// <summary>Posts to the webhook as the API server does: by the Service's name, trusting the caBundle and nothing else.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        TestAgent agent, HttpContent? body, string path = "/injector/v1/inject-mirror", string method = "POST", string? trusted = null)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = Trusting(trusted ?? Bundle),
            ConnectCallback = (_, cancel) => ConnectAsync(agent, cancel),
        };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(new HttpMethod(method), "https://podmirror.podmirror.svc" + path) { Content = body };
        return await client.SendAsync(request);
    }

    public async Task<JsonNode> ReviewAsync(TestAgent agent, string pod, string inNamespace = "shop", string? trusted = null)
    {
        using HttpResponseMessage answer = await PostAsync(agent, Json(Review(pod, inNamespace)), trusted: trusted);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["response"]!;
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static string Review(string pod, string inNamespace = "shop") => $$"""
        {
          "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
          "request": {
            "uid": "u-1", "operation": "CREATE", "namespace": "{{inNamespace}}", "object": {{pod}},
            "resource": { "group": "", "version": "v1", "resource": "pods" }
          }
        }
        """;

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        File.Delete(_settings);
    }

    private static async ValueTask<Stream> ConnectAsync(TestAgent agent, CancellationToken cancel)
    {
        var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync(agent.App.EndPoint(AgentListener.Webhook), cancel);
        return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
    }

    private static SslClientAuthenticationOptions Trusting(string bundle)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(bundle);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
