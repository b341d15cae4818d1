using PodMirror.ClusterKit;
using PodMirror.Sidecar.Explain;

namespace PodMirror.Sidecar.Tests.Explain;

/// <summary>What is said of the Pods that are there.</summary>
public sealed class ExplainPodsTests : IAsyncLifetime
{
    private const string Image = "registry.example/podmirror:2";
    private const string Restart = "; kubectl -n shop rollout restart deployment/web changes that";

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.Put("/api/v1/nodes/n1", """{"metadata":{"name":"n1"},"status":{"nodeInfo":{"kubeletVersion":"v1.30.0"}}}""");
        _cluster.Put("/api/v1/namespaces/shop", """
            {"metadata":{"name":"shop","labels":{"traceableai-inject-mirror":"enabled"},"annotations":{"mirror.traceable.ai/defaultInject":"true"}}}
            """);
        _cluster.Put(
            "/api/v1/namespaces/podmirror/configmaps/podmirror-injection",
            """{"data":{"injection.json":"{\"image\":\"registry.example/podmirror:2\",\"endpoint\":\"http://e\"}"}}""");
        _cluster.Put("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror", """
            {"metadata":{"name":"podmirror"},"webhooks":[{"clientConfig":{"caBundle":"AAAA","service":{"namespace":"podmirror","name":"podmirror"}}}]}
            """);
        PutWorkload("""{"containers":[{"name":"app"}]}""");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Pods_of_another_image_or_mode_need_a_restart()
    {
        Put("a", Image);
        Put("b", "registry.example/podmirror:1");
        Put("c", Image, "egress");

        Assert.EndsWith(
            $"  - pods          3 of 3 Pods have the containers, 2 of them of another image or mode than now{Restart}\n",
            await ExplainAsync("deploy/web"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_as_they_would_be_made_now_need_nothing()
    {
        Put("a", Image);

        Assert.EndsWith("    pods          1 of 1 Pod has the containers\n", await ExplainAsync("deploy/web"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry.example/podmirror:1", "ingress")]
    [InlineData(Image, "egress")]
    public async Task A_pod_of_another_image_or_mode_needs_a_restart(string image, string mode)
    {
        Put("a", image, mode);

        string text = await ExplainAsync("pod/a");

        Assert.StartsWith(
            "pod/a in namespace shop: it has both containers, and needs a restart to get those of now\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "  - pod        its containers are of another image or mode than now; delete it and make it again: no workload does\n", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_settings_no_image_is_said_to_be_another()
    {
        _cluster.Delete("/api/v1/namespaces/podmirror/configmaps/podmirror-injection");
        Put("a", "ghcr.io/podmirror/podmirror:0.0.1");

        Assert.StartsWith("pod/a in namespace shop: it has both containers\n", await ExplainAsync("pod/a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containers_of_a_template_come_from_its_manifest()
    {
        PutWorkload(Spec("registry.example/podmirror:1", "ingress"));
        Put("a", "registry.example/podmirror:1");

        Assert.Contains(
            "1 of them of another image or mode than now; they are in its template, so its manifest has to be injected again\n",
            await ExplainAsync("deploy/web"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_that_are_over_or_about_to_go_do_not_count()
    {
        Put("a", Image);
        PutBare("b", status: """{"phase":"Failed"}""");
        PutBare("c", status: """{"phase":"Succeeded"}""");
        PutBare("d", metadata: ""","deletionTimestamp":"2026-01-02T03:04:05Z" """);

        Assert.EndsWith("    pods          1 of 1 Pod has the containers\n", await ExplainAsync("deploy/web"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_more_pods_than_are_listed_that_is_said()
    {
        for (int i = 0; i < 502; i++)
        {
            PutBare($"p{i:000}", status: i == 0 ? """{"phase":"Failed"}""" : """{"phase":"Running"}""");
        }

        Assert.EndsWith(
            $"  - pods          0 of 499 Pods (of the first 500) have the containers{Restart}\n", await ExplainAsync("deploy/web"),
            StringComparison.Ordinal);
    }

    private static string Spec(string image, string mode) => $$"""
        {"containers":[{"name":"app"}],
         "initContainers":[{"name":"tme","image":"{{image}}"},{"name":"mirror","image":"{{image}}","args":["mirror","--mode","{{mode}}"]}]}
        """;

    private void PutWorkload(string spec) => _cluster.Put("/apis/apps/v1/namespaces/shop/deployments/web", $$"""
        {"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"} },"template":{"spec":{{spec}}} } }
        """);

    private void Put(string name, string image, string mode = "ingress") => _cluster.Put(
        $"/api/v1/namespaces/shop/pods/{name}", $$"""{"metadata":{"name":"{{name}}"},"spec":{{Spec(image, mode)}},"status":{"phase":"Running"} }""");

    private void PutBare(string name, string metadata = "", string status = "{}") => _cluster.Put(
        $"/api/v1/namespaces/shop/pods/{name}",
        $$"""{"metadata":{"name":"{{name}}"{{metadata}}},"spec":{"containers":[{"name":"app"}] },"status":{{status}} }""");

    private async Task<string> ExplainAsync(string target)
    {
        var output = new StringWriter();
        int code = await ExplainCommand.RunAsync(
            ExplainCommand.Create().Parse([target, "--kubeconfig", _cluster.Kubeconfig]), output, TextWriter.Null,
            TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Ok, code);
        return output.ToString();
    }
}
