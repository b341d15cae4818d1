using System.Text.Json.Nodes;
using PodMirror.ClusterKit;
using PodMirror.Sidecar.Explain;

namespace PodMirror.Sidecar.Tests.Explain;

/// <summary>The whole command against an API server of ours.</summary>
public sealed class ExplainTests : IAsyncLifetime
{
    private const string Deployment = "/apis/apps/v1/namespaces/shop/deployments/web";
    private const string Pod = "/api/v1/namespaces/shop/pods/web-1";

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
            """{"data":{"injection.json":"{\"image\":\"registry.example/podmirror:1\",\"endpoint\":\"http://e\"}"}}""");
        _cluster.Put("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror", """
            {"metadata":{"name":"podmirror"},"webhooks":[{"clientConfig":{"caBundle":"AAAA","service":{"namespace":"podmirror","name":"podmirror"}},
             "namespaceSelector":{"matchExpressions":[{"key":"traceableai-inject-mirror","operator":"In","values":["enabled"]}]}}]}
            """);
        _cluster.Put(Deployment, """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
             "spec":{"selector":{"matchLabels":{"app":"web"}},
                     "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"app"}]}}}}
            """);
        _cluster.Put(Pod, """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1","labels":{"app":"web"}},"spec":{"containers":[{"name":"app"}]}}
            """);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_workload_is_explained_from_the_outside_to_the_inside()
    {
        Assert.Equal(
            """
            deployment/web in namespace shop: a new Pod of it gets both containers (ingress, native sidecars)

                settings      ConfigMap podmirror/podmirror-injection
              + webhook       MutatingWebhookConfiguration podmirror asks podmirror/podmirror about Pods of this namespace
              + namespace     label traceableai-inject-mirror=enabled
              + namespace     annotation mirror.traceable.ai/defaultInject: "true"
                pod template  it has no annotation mirror.traceable.ai/inject
              + decision      injected: the Pod gets the containers mirror and tme
                mode          ingress, since nobody says another
              - pods          0 of 1 Pod has the containers; kubectl -n shop rollout restart deployment/web changes that

            """,
            await ExplainAsync("deploy/web"));
    }

    [Fact]
    public async Task A_pod_that_lacks_the_containers_is_told_from_one_like_it_that_is_made_now() =>
        Assert.StartsWith(
            "pod/web-1 in namespace shop: it does not have the containers; a new one like it gets both containers (ingress, native sidecars)\n",
            await ExplainAsync("web-1"), StringComparison.Ordinal);

    [Fact]
    public async Task A_pod_that_has_them_says_what_was_decided_when_it_was_made()
    {
        _cluster.Put(Pod, """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1","annotations":{"mirror.traceable.ai/status":"{\"injected\":true}"}},
             "spec":{"containers":[{"name":"app"}],"initContainers":[{"name":"tme","image":"registry.example/podmirror:0"},
             {"name":"mirror","image":"registry.example/podmirror:0"}]}}
            """);

        string text = await ExplainAsync("pod/web-1");

        Assert.StartsWith(
            "pod/web-1 in namespace shop: it has both containers, and needs a restart to get those of now\n", text, StringComparison.Ordinal);
        Assert.Contains("    pod        when it was made: {\"injected\":true}\n", text, StringComparison.Ordinal);
        Assert.Contains("  + decision   already_injected: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"shop"}}""", "namespace_not_enabled", "- namespace     it has no label traceableai-inject-mirror=enabled")]
    [InlineData(
        """{"metadata":{"name":"shop","labels":{"traceableai-inject-mirror":"enabled"}}}""", "not_requested",
        "  namespace     it has no annotation mirror.traceable.ai/defaultInject")]
    [InlineData(
        """
        {"metadata":{"name":"shop","labels":{"traceableai-inject-mirror":"enabled","pod-security.kubernetes.io/enforce":"baseline"},
         "annotations":{"mirror.traceable.ai/defaultInject":"true"}}}
        """,
        "pod_security", "- namespace     its Pod Security level forbids NET_RAW")]
    [InlineData(
        """{"metadata":{"name":"shop","labels":{"traceableai-inject-mirror":"enabled"},"annotations":{"mirror.traceable.ai/defaultInject":"yes"}}}""",
        "invalid_annotation", "- namespace     annotation mirror.traceable.ai/defaultInject: \"yes\"")]
    public async Task What_stands_against_it_has_a_minus_and_a_reason(string space, string reason, string line)
    {
        _cluster.Put("/api/v1/namespaces/shop", space);

        string text = await ExplainAsync("deploy/web");

        Assert.Contains($"  - decision      {reason}: ", text, StringComparison.Ordinal);
        Assert.Contains($"  {line}\n", text, StringComparison.Ordinal);
        Assert.Contains("a new Pod of it does not get the containers: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"webhooks":[]}""", "has no webhook: the API server asks nobody")]
    [InlineData("""{"webhooks":[{"clientConfig":{}}]}""", "has no caBundle: the API server does not trust the agent")]
    [InlineData(
        """
        {"webhooks":[{"clientConfig":{"caBundle":"AAAA"},
         "namespaceSelector":{"matchExpressions":[{"key":"mirror","operator":"In","values":["on"]}]}}]}
        """,
        "does not ask about this namespace: it wants mirror=on")]
    [InlineData(
        """{"webhooks":[{"clientConfig":{"caBundle":"AAAA"},"objectSelector":{"matchLabels":{"app":"other"}}}]}""",
        "does not ask about this Pod: it wants app=other")]
    public async Task A_webhook_that_is_not_asked_injects_nothing(string webhook, string says)
    {
        _cluster.Put("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror", webhook);

        string text = await ExplainAsync("deploy/web");

        Assert.Contains($"  - webhook       MutatingWebhookConfiguration podmirror {says}\n", text, StringComparison.Ordinal);
        Assert.Contains(": a new Pod of it does not get the containers: the API server does not ask the agent\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_release_that_is_said()
    {
        _cluster.Delete("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror");
        _cluster.Delete("/api/v1/namespaces/podmirror/configmaps/podmirror-injection");

        string text = await ExplainAsync("deploy/web");

        Assert.Contains(
            "settings      those of a release as it comes, since ConfigMap podmirror/podmirror-injection cannot be read: ", text,
            StringComparison.Ordinal);
        Assert.Contains(
            "- webhook       MutatingWebhookConfiguration podmirror is not there: the API server asks nobody\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_annotations_are_told_of()
    {
        JsonObject deployment = _cluster.Find(Deployment)!;
        deployment["metadata"]!["annotations"] = new JsonObject { ["mirror.traceable.ai/inject"] = "true" };
        deployment["spec"]!["template"]!["metadata"]!["annotations"] = new JsonObject { ["mirror.traceable.ai/injekt"] = "true" };
        _cluster.Put(Deployment, deployment);

        string text = await ExplainAsync("deploy/web");

        Assert.Contains("    warning       the annotation mirror.traceable.ai/inject of the Deployment means ", text, StringComparison.Ordinal);
        Assert.Contains("    warning       the annotation mirror.traceable.ai/injekt means nothing on a Pod\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_get_an_object()
    {
        JsonNode report = JsonNode.Parse(await ExplainAsync("pod/web-1", "--json"))!;

        Assert.Equal("pod/web-1 shop injected ingress", $"{report["target"]} {report["namespace"]} {report["reason"]} {report["mode"]}");
        Assert.True(report["injected"]!.GetValue<bool>());
        Assert.False(report["present"]!.GetValue<bool>());
        Assert.Contains(report["why"]!.AsArray(), line => (string?)line!["topic"] == "webhook" && (bool?)line["for"] == true);
    }

    [Fact]
    public async Task A_cron_job_of_an_old_cluster_is_found_where_it_was_then()
    {
        _cluster.Put("/apis/batch/v1beta1/namespaces/shop/cronjobs/night", """
            {"apiVersion":"batch/v1beta1","kind":"CronJob","metadata":{"name":"night"},
             "spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{"name":"app"}],"restartPolicy":"Never"}}}}}}
            """);

        Assert.StartsWith("cronjob/night in namespace shop: a new Pod of it gets both ", await ExplainAsync("cj/night"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pod/none", "podmirror: pod/none in namespace shop: pods \"none\" not found\n")]
    [InlineData("sts/none", "podmirror: statefulset/none in namespace shop: statefulsets \"none\" not found\n")]
    public async Task What_is_not_there_is_one_line(string target, string expected)
    {
        var error = new StringWriter();

        int code = await ExplainCommand.RunAsync(
            ExplainCommand.Create().Parse([target, "--kubeconfig", _cluster.Kubeconfig]), TextWriter.Null, error,
            TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.Error, expected), (code, error.ToString()));
    }

    [Theory]
    [InlineData("service/web")]
    [InlineData("pod/")]
    [InlineData("/web")]
    [InlineData("a/b/c")]
    [InlineData("deployment.batch/web")]
    [InlineData("pod.v1/web")]
    [InlineData("")]
    public void What_cannot_be_explained_is_refused_with_what_can(string target) =>
        Assert.Contains("is not one of pod/NAME, ", ExplainCommand.Create().Parse([target]).Errors[0].Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("web", "pod/web")]
    [InlineData("Deployments/web", "deployment/web")]
    [InlineData("rc/web", "replicationcontroller/web")]
    [InlineData("job/web", "job/web")]
    [InlineData("po/x", "pod/x")]
    [InlineData("pods/x", "pod/x")]
    [InlineData("deployment.apps/web", "deployment/web")]
    [InlineData("deployments.apps/web", "deployment/web")]
    [InlineData("deploy.v1.apps/web", "deployment/web")]
    [InlineData("cronjob.batch/web", "cronjob/web")]
    public void The_words_of_kubectl_are_understood(string text, string expected)
    {
        Assert.True(ExplainTarget.TryParse(text, out ExplainTarget? target));
        Assert.Equal(expected, $"{target}");
    }

    private async Task<string> ExplainAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await ExplainCommand.RunAsync(
            ExplainCommand.Create().Parse([.. arguments, "--kubeconfig", _cluster.Kubeconfig]), output, error, TestContext.Current.CancellationToken);
        Assert.Equal((ExitCode.Ok, ""), (code, error.ToString()));
        return output.ToString();
    }
}
