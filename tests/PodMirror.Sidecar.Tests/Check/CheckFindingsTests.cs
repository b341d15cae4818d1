using Microsoft.AspNetCore.Http;
using PodMirror.ClusterKit;
using PodMirror.Sidecar.Check;

namespace PodMirror.Sidecar.Tests.Check;

/// <summary>What the command says of clusters in which something is missing, or may not be seen.</summary>
public sealed class CheckFindingsTests : IAsyncLifetime
{
    private const string Webhooks = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    private const string Mirrored = """
        "containers":[{"name":"tme","image":"ghcr.io/podmirror/podmirror:1"},{"name":"mirror","image":"ghcr.io/podmirror/podmirror:1"}]
        """;

    private readonly List<string> _forbidden = [];
    private FakeCluster _cluster = null!;
    private string _version = """{"gitVersion":"v1.30.1"}""";

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.Intercept = AnswerAsync;
        _cluster.Put("/api/v1/nodes/n1", """{"metadata":{"name":"n1"},"status":{"nodeInfo":{"kubeletVersion":"v1.30.0"}}}""");
        PutNamespace("shop");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_webhook_that_may_not_be_read_is_neither_there_nor_absent()
    {
        _forbidden.Add(Webhooks);

        (int code, string output) = await RunAsync();

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains(
            "  warn  it cannot be told whether PodMirror is installed: there is no Deployment podmirror/podmirror; no\n        left out: ", output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("damaged", output, StringComparison.Ordinal);
        Assert.DoesNotContain("port-forward", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_read_the_deployment_alone_is_told_what_is_left_out()
    {
        _forbidden.Add(Webhooks);
        _cluster.Put("/apis/apps/v1/namespaces/podmirror/deployments/podmirror", """{"spec":{"replicas":1},"status":{"readyReplicas":1}}""");

        (_, string output) = await RunAsync();

        Assert.Contains("  ok    Deployment podmirror/podmirror: 1 of 1 replica ready\n", output, StringComparison.Ordinal);
        Assert.Contains(
            "  warn  MutatingWebhookConfiguration podmirror cannot be read: no\n        left out: its certificate and the dry run\n", output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_read_nothing_gets_no_advice_about_what_may_not_be_there()
    {
        _forbidden.Add("/api/");
        _forbidden.Add("/apis/");

        (int code, string output) = await RunAsync();

        Assert.Equal(ExitCode.Ok, code);
        Assert.DoesNotContain("kubectl", output, StringComparison.Ordinal);
        Assert.DoesNotContain("damaged", output, StringComparison.Ordinal);
        Assert.Contains("whether PodMirror is installed: no; no\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_namespace_that_takes_part_the_dry_run_is_said_to_be_left_out()
    {
        _cluster.Delete("/api/v1/namespaces/shop");
        _cluster.Put($"{Webhooks}/podmirror", """{"metadata":{"name":"podmirror"},"webhooks":[{}]}""");

        (_, string output) = await RunAsync();

        Assert.Contains("  warn  no Pod was created (dry run): no namespace takes part\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>log in</html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task What_is_no_api_server_is_one_line_that_fails(string body)
    {
        _version = body;

        (int code, string output) = await RunAsync();

        Assert.Equal(ExitCode.Error, code);
        Assert.Matches("^cluster\n  fail  what answers at http://127[^ ]* is no Kubernetes API server.*\n        see ", output);
        Assert.EndsWith("\n0 ok, 0 warnings, 1 failure\n", output, StringComparison.Ordinal);
        Assert.Single(_cluster.Requests);
    }

    [Fact]
    public async Task What_a_url_says_of_user_and_password_is_not_printed()
    {
        string file = Path.GetTempFileName();
        string kubeconfig = await File.ReadAllTextAsync(_cluster.Kubeconfig);
        await File.WriteAllTextAsync(file, kubeconfig.Replace("http://", "http://me:hush@", StringComparison.Ordinal));

        (_, string output) = await RunAsync("--kubeconfig", file);

        File.Delete(file);
        Assert.Contains(" at http://127.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_with_the_label_alone_asks_for_no_pod()
    {
        PutNamespace("shop", annotations: "{}");
        PutPod("shop", "a", """  "containers":[]""");

        (int code, string output) = await RunAsync();

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains(
            "  warn  shop: it takes part, and nothing in it asks to be mirrored: it has no annotation mirror.traceable.ai/defaultInject, "
                + "and no Pod there has mirror.traceable.ai/inject\n"
                + "        kubectl annotate namespace shop mirror.traceable.ai/defaultInject=true\n",
            output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_with_a_pod_that_asks_is_fine()
    {
        PutNamespace("shop", annotations: "{}");
        PutPod("shop", "a", """  "containers":[]""", ""","annotations":{"mirror.traceable.ai/inject":"true"}""");

        (_, string output) = await RunAsync();

        Assert.DoesNotContain("nothing in it asks", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.22.0", "so that its Pods are not mirrored, although Kubernetes older than 1.23 does not enforce it\n")]
    [InlineData("v1.23.0", "so that its Pods are not mirrored\n")]
    public async Task Leaving_a_namespace_out_comes_before_letting_its_pods_be_privileged(string version, string says)
    {
        _version = $$"""{"gitVersion":"{{version}}"}""";
        PutNamespace("shop", labels: ""","pod-security.kubernetes.io/enforce":"baseline" """);

        (_, string output) = await RunAsync();

        Assert.Contains(
            "  warn  shop: its Pod Security level forbids NET_RAW, " + says
                + "        leave the namespace out; or, which lets every Pod of it be privileged: kubectl label namespace shop ",
            output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_that_a_removed_release_left_behind_are_named()
    {
        PutPod("shop", "web-1", Mirrored, """
            ,"ownerReferences":[{"kind":"ReplicaSet","name":"web-5d9fc","controller":true}]
            """);
        PutPod("shop", "bare", Mirrored);
        PutPod("shop", "other", """  "containers":[{"name":"app"}]""");

        (_, string output) = await RunAsync();

        Assert.Contains("  warn  PodMirror is not installed: ", output, StringComparison.Ordinal);
        Assert.Contains(
            "  warn  2 Pods still have the containers, and no release receives what they send: shop/bare, shop/web-1\n"
                + "        kubectl -n shop delete pod bare, and make it again: no workload does; kubectl -n shop rollout restart deployment/web\n",
            output, StringComparison.Ordinal);
    }

    private void PutNamespace(string name, string labels = "", string annotations = """{"mirror.traceable.ai/defaultInject":"true"}""") =>
        _cluster.Put($"/api/v1/namespaces/{name}", $$"""
            {"metadata":{"name":"{{name}}","labels":{"traceableai-inject-mirror":"enabled"{{labels}}},"annotations":{{annotations}} } }
            """);

    private void PutPod(string space, string name, string spec, string metadata = "") => _cluster.Put(
        $"/api/v1/namespaces/{space}/pods/{name}",
        $$"""{"metadata":{"name":"{{name}}","namespace":"{{space}}"{{metadata}}},"spec":{ {{spec}} } }""");

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        string[] line = arguments.Length > 0 ? arguments : ["--kubeconfig", _cluster.Kubeconfig];
        int code = await CheckCommand.RunAsync(
            CheckCommand.Create().Parse(line), TimeProvider.System, output, TextWriter.Null, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }

    /// <summary>What the fake does not have: reviews of access, and what may not be read.</summary>
    private async Task<bool> AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        bool isForbidden = _forbidden.Exists(start => path.StartsWith(start, StringComparison.Ordinal));
        string? answer = path switch
        {
            "/version" => _version,
            _ when isForbidden => """{"kind":"Status","message":"no"}""",
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" => """{"status":{"allowed":true}}""",
            _ => null,
        };
        if (answer is not null)
        {
            context.Response.StatusCode = isForbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
            await context.Response.WriteAsync(answer);
        }

        return answer is not null;
    }
}
