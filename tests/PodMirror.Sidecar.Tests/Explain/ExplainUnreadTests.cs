using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodMirror.ClusterKit;
using PodMirror.Sidecar.Explain;

namespace PodMirror.Sidecar.Tests.Explain;

/// <summary>What is said when the user may not read all of what decides.</summary>
public sealed class ExplainUnreadTests : IAsyncLifetime
{
    private const string Nodes = "/api/v1/nodes";
    private const string Space = "/api/v1/namespaces/shop";

    private readonly HashSet<string> _refused = [];
    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.Intercept = RefuseAsync;
        _cluster.Put("/api/v1/nodes/n1", """{"metadata":{"name":"n1"},"status":{"nodeInfo":{"kubeletVersion":"v1.30.0"}}}""");
        _cluster.Put(Space, """
            {"metadata":{"name":"shop","labels":{"traceableai-inject-mirror":"enabled"},"annotations":{"mirror.traceable.ai/defaultInject":"true"}}}
            """);
        _cluster.Put("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror", """
            {"metadata":{"name":"podmirror"},"webhooks":[{"clientConfig":{"caBundle":"AAAA","service":{"namespace":"podmirror","name":"podmirror"}},
             "namespaceSelector":{"matchExpressions":[{"key":"traceableai-inject-mirror","operator":"In","values":["enabled"]}]}}]}
            """);
        Put("deployments", "Deployment", "web", """{"containers":[{"name":"app"}]}""");
        Put("deployments", "Deployment", "host", """{"hostNetwork":true,"containers":[{"name":"app"}]}""");
        _cluster.Put("/apis/batch/v1/namespaces/shop/jobs/night", """
            {"metadata":{"name":"night"},"spec":{"template":{"spec":{"containers":[{"name":"app"}],"restartPolicy":"Never"}}}}
            """);
        _cluster.Put("/api/v1/namespaces/shop/pods/web-1", """
            {"metadata":{"name":"web-1"},"spec":{"containers":[{"name":"app"}],"restartPolicy":"OnFailure"}}
            """);
        Settings("auto");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Without_the_nodes_the_outcome_of_what_is_to_end_cannot_be_told()
    {
        _refused.Add(Nodes);

        string text = await ExplainAsync("job/night");
        JsonNode report = JsonNode.Parse(await ExplainAsync("job/night", "--json"))!;

        Assert.StartsWith(
            "job/night in namespace shop: cannot be told whether a new Pod of it gets the containers: the nodes cannot be listed\n", text,
            StringComparison.Ordinal);
        Assert.Matches("(?m)^    kubelets +the nodes cannot be listed, .*: /api/v1/nodes is forbidden$", text);
        Assert.DoesNotContain("would_never_complete", text, StringComparison.Ordinal);
        Assert.Null(report["injected"]);
        Assert.Null(report["reason"]);
    }

    [Fact]
    public async Task Without_the_nodes_a_pod_that_is_to_end_is_said_to_be_there_without_the_containers()
    {
        _refused.Add(Nodes);

        Assert.StartsWith(
            "pod/web-1 in namespace shop: it does not have the containers; cannot be told whether a new one like it gets them: the nodes ",
            await ExplainAsync("web-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_nodes_only_the_form_of_other_pods_is_open()
    {
        _refused.Add(Nodes);

        string text = await ExplainAsync("deploy/web");

        Assert.StartsWith(
            "deployment/web in namespace shop: a new Pod of it gets both containers (ingress, as native sidecars or plain containers)\n", text,
            StringComparison.Ordinal);
        Assert.Contains("    kubelets ", text, StringComparison.Ordinal);
        Assert.True((bool?)JsonNode.Parse(await ExplainAsync("deploy/web", "--json"))!["injected"]);
    }

    [Theory]
    [InlineData("always", "a new Pod of it gets both containers (ingress, native sidecars)")]
    [InlineData("never", "a new Pod of it does not get the containers: the Pod is to end by itself, ")]
    public async Task Where_the_settings_decide_over_the_form_the_nodes_do_not_matter(string policy, string headline)
    {
        _refused.Add(Nodes);
        Settings(policy);

        string text = await ExplainAsync("job/night");

        Assert.StartsWith("job/night in namespace shop: " + headline, text, StringComparison.Ordinal);
        Assert.DoesNotContain("kubelets  ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_namespace_the_outcome_cannot_be_told()
    {
        _refused.Add(Space);

        string text = await ExplainAsync("deploy/web");

        Assert.StartsWith(
            "deployment/web in namespace shop: cannot be told whether a new Pod of it gets the containers: its namespace cannot be read\n", text,
            StringComparison.Ordinal);
        Assert.Matches("(?m)^    namespace +it cannot be read, .*: /api/v1/namespaces/shop is forbidden$", text);
        Assert.Matches("(?m)^    webhook +.* asks podmirror/podmirror about Pods of namespaces with traceableai-inject-mirror=enabled$", text);
        Assert.Matches("(?m)^    decision +cannot be told: it hangs on what cannot be read$", text);
        Assert.Null(JsonNode.Parse(await ExplainAsync("deploy/web", "--json"))!["injected"]);
    }

    [Fact]
    public async Task What_stands_against_it_in_any_namespace_is_said_without_the_namespace()
    {
        _refused.UnionWith([Space, Nodes]);

        JsonNode report = JsonNode.Parse(await ExplainAsync("deploy/host", "--json"))!;

        Assert.Equal("host_network", (string?)report["reason"]);
        Assert.False((bool?)report["injected"]);
    }

    private void Put(string resource, string kind, string name, string spec) => _cluster.Put($"/apis/apps/v1/namespaces/shop/{resource}/{name}", $$"""
        {"apiVersion":"apps/v1","kind":"{{kind}}","metadata":{"name":"{{name}}"},"spec":{"template":{"spec":{{spec}}} } }
        """);

    private void Settings(string policy) => _cluster.Put("/api/v1/namespaces/podmirror/configmaps/podmirror-injection", new JsonObject
    {
        ["data"] = new JsonObject { ["injection.json"] = $$"""{"image":"i","endpoint":"http://e","nativeSidecars":"{{policy}}"}""" },
    });

    private async Task<bool> RefuseAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        if (!_refused.Contains(path))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["kind"] = "Status", ["message"] = $"{path} is forbidden" }.ToJsonString());
        return true;
    }

    private async Task<string> ExplainAsync(params string[] arguments)
    {
        var output = new StringWriter();
        int code = await ExplainCommand.RunAsync(
            ExplainCommand.Create().Parse([.. arguments, "--kubeconfig", _cluster.Kubeconfig]), output, TextWriter.Null,
            TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Ok, code);
        return output.ToString();
    }
}
