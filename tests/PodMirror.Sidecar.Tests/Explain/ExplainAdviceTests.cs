using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodMirror.ClusterKit;
using PodMirror.Sidecar.Explain;

namespace PodMirror.Sidecar.Tests.Explain;

/// <summary>What people are told to do, which must never take away what works.</summary>
public sealed class ExplainAdviceTests : IAsyncLifetime
{
    private const string Webhook = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror";
    private const string Containers = """
        "containers":[{"name":"app"},{"name":"tme","image":"registry.example/podmirror:2"},{"name":"mirror","image":"registry.example/podmirror:2"}]
        """;

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.Put("/api/v1/nodes/n1", """{"metadata":{"name":"n1"},"status":{"nodeInfo":{"kubeletVersion":"v1.30.0"}}}""");
        PutNamespace("""{"mirror.traceable.ai/defaultInject":"true"}""");
        _cluster.Put(
            "/api/v1/namespaces/podmirror/configmaps/podmirror-injection",
            """{"data":{"injection.json":"{\"image\":\"registry.example/podmirror:2\",\"endpoint\":\"http://e\"}"}}""");
        _cluster.Put(Webhook, """
            {"metadata":{"name":"podmirror"},"webhooks":[{"clientConfig":{"caBundle":"AAAA","service":{"namespace":"podmirror","name":"podmirror"}}}]}
            """);
        _cluster.Put("/apis/apps/v1/namespaces/shop/deployments/web", """
            {"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"spec":{"containers":[{"name":"app"}]}}}}
            """);
        PutPod(Containers);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_typo_is_to_be_corrected_and_no_pod_restarted()
    {
        PutNamespace("""{"mirror.traceable.ai/defaultInject":"true","mirror.traceable.ai/defaultMode":"bogus"}""");

        string text = await ExplainAsync("deploy/web");

        Assert.EndsWith(
            "1 of 1 Pod has the containers; a restart would take the containers away until the annotation is corrected\n", text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("rollout restart", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"webhooks":[]}""")]
    [InlineData("""{"webhooks":[{"clientConfig":{}}]}""")]
    [InlineData(null)]
    public async Task Without_the_webhook_no_pod_is_restarted(string? webhook)
    {
        _cluster.Delete(Webhook);
        if (webhook is not null)
        {
            _cluster.Put(Webhook, webhook);
        }

        Assert.EndsWith(
            "; a restart would take the containers away until the API server asks the agent: podmirror check\n", await ExplainAsync("deploy/web"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_webhook_a_pod_of_an_old_image_is_not_restarted_either()
    {
        _cluster.Delete(Webhook);
        PutPod(Containers.Replace("podmirror:2", "podmirror:1", StringComparison.Ordinal));

        string text = await ExplainAsync("a");

        Assert.StartsWith("pod/a in namespace shop: it has both containers\n", text, StringComparison.Ordinal);
        Assert.Contains("of another image or mode than now; a restart would take the containers away until ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "delete it and make it again: no workload does")]
    [InlineData(""","ownerReferences":[{"kind":"ReplicaSet","name":"web","controller":true}]""", "restart its workload")]
    public async Task A_bare_pod_is_made_again_and_another_restarted(string owner, string advice)
    {
        PutPod("""  "containers":[{"name":"app"}]""", owner);

        Assert.Contains($"  - pod        it was made without them; {advice}\n", await ExplainAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_nothing_gets_the_command_that_asks()
    {
        PutNamespace("{}");
        Assert.Contains(
            "    advice        kubectl annotate namespace shop mirror.traceable.ai/defaultInject=true\n", await ExplainAsync("deploy/web"),
            StringComparison.Ordinal);

        _cluster.Put("/api/v1/namespaces/shop", """
            {"metadata":{"name":"shop","labels":{"traceableai-inject-mirror":"on"},"annotations":{"mirror.traceable.ai/defaultInject":"true"}}}
            """);
        Assert.Contains(
            "    advice        kubectl label namespace shop traceableai-inject-mirror=enabled --overwrite\n", await ExplainAsync("deploy/web"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_is_not_ready_is_told_of()
    {
        const string status = """
            {"containerStatuses":[{"name":"app","ready":true},{"name":"mirror","ready":false,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}
            """;
        PutPod(Containers, status: status);

        Assert.Contains(
            "  - pod        the container mirror is not ready (CrashLoopBackOff); kubectl -n shop describe pod/a\n", await ExplainAsync("a"),
            StringComparison.Ordinal);
        Assert.EndsWith("1 of 1 Pod has the containers, 1 of them not ready\n", await ExplainAsync("deploy/web"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_annotation_is_cut()
    {
        string value = new('x', 3000);
        PutPod(Containers, $$""","annotations":{"mirror.traceable.ai/inject":"{{value}}","mirror.traceable.ai/status":"{{value}}"}""");

        string text = await ExplainAsync("a");

        Assert.Contains($"annotation mirror.traceable.ai/inject: \"{value[..40]}…\"\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 600));
    }

    [Theory]
    [InlineData("web", "shop", "pod/web in namespace shop: pods \"web\" not found; a name alone is a Pod's, and there is deployment/web")]
    [InlineData("pod/web", "shop", "pod/web in namespace shop: pods \"web\" not found")]
    [InlineData("web", "shpo", "pod/web in namespace shpo: there is no such namespace")]
    public async Task What_is_not_there_is_told_with_what_may_have_been_meant(string target, string space, string expected)
    {
        (int code, _, string error) = await RunAsync(target, "-n", space);

        Assert.Equal((ExitCode.Error, $"podmirror: {expected}\n"), (code, error));
    }

    [Theory]
    [InlineData("text/html", "<html>log in</html>")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "3")]
    public async Task What_is_no_api_server_is_one_line(string type, string body)
    {
        _cluster.Intercept = async context =>
        {
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
            return true;
        };

        (int code, _, string error) = await RunAsync("deploy/web");

        Assert.Equal(ExitCode.Error, code);
        Assert.Equal("podmirror: deployment/web in namespace shop: HTTP status 200 with something that is no object of Kubernetes\n", error);
    }

    [Fact]
    public async Task What_has_metadata_of_another_kind_is_still_explained()
    {
        JsonObject odd = new() { ["metadata"] = "x", ["spec"] = 3 };
        _cluster.Intercept = async context =>
        {
            bool isPod = context.Request.Path.Value!.EndsWith("/pods/a", StringComparison.Ordinal);
            await (isPod ? context.Response.WriteAsync(odd.ToJsonString()) : Task.CompletedTask);
            return isPod;
        };

        Assert.Contains("malformed: ", await ExplainAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_without_a_name_is_refused() =>
        Assert.Equal("--namespace '' is not the name of a namespace", ExplainCommand.Create().Parse(["web", "-n", ""]).Errors[0].Message);

    private void PutNamespace(string annotations) => _cluster.Put("/api/v1/namespaces/shop", $$"""
        {"metadata":{"name":"shop","labels":{"traceableai-inject-mirror":"enabled"},"annotations":{{annotations}} } }
        """);

    private void PutPod(string spec, string metadata = "", string status = "{}") => _cluster.Put(
        "/api/v1/namespaces/shop/pods/a", $$"""{"metadata":{"name":"a"{{metadata}}},"spec":{ {{spec}} },"status":{{status}} }""");

    private async Task<string> ExplainAsync(string target)
    {
        (int code, string output, _) = await RunAsync(target);
        Assert.Equal(ExitCode.Ok, code);
        return output;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await ExplainCommand.RunAsync(
            ExplainCommand.Create().Parse([.. arguments, "--kubeconfig", _cluster.Kubeconfig]), output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
