using System.Text;
using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Metadata;

/// <summary>What backends get to know of the Pods that spans come from.</summary>
public sealed class MetadataTests(Cluster cluster) : ClusterTest, IClassFixture<MetadataRelease>
{
    private const string Space = MetadataRelease.Namespace;
    private const string Annotated = "k8s.pod.annotation.example.com/owner";

    // A CronJob's next minute, and the time that its controller and a Pod take.
    private static readonly TimeSpan NextMinute = TimeSpan.FromSeconds(150);

    [Fact]
    public async Task A_Deployments_spans_name_it_its_ReplicaSet_its_node_and_what_is_asked_for()
    {
        await Kubectl.RunAsync("apply -f -", Shop.Manifest(Space, "deployed", """{example.com/owner: "team one"}"""));
        JsonNode pod = await cluster.ReadyPodAsync(Space, "app=deployed", 3);
        JsonNode set = await cluster.GetAsync($"/apis/apps/v1/namespaces/{Space}/replicasets/{PodFacts.Owner(pod, "name")}");

        Dictionary<string, string> resource = await ResourceOfCallAsync("deployed", 11);

        AssertNamesPod(pod, resource);
        Assert.Equal(("deployed", PodFacts.Owner(set, "uid")), (resource["k8s.deployment.name"], resource["k8s.deployment.uid"]));
        Assert.Equal((PodFacts.Owner(pod, "name"), PodFacts.Owner(pod, "uid")), (resource["k8s.replicaset.name"], resource["k8s.replicaset.uid"]));
        Assert.Equal(("deployed", "team one"), (resource["k8s.pod.label.app"], resource[Annotated]));
        Assert.Equal("deployed", resource["service.name"]);
    }

    [Fact]
    public async Task A_Pod_in_the_place_of_another_of_the_same_name_is_not_taken_for_it()
    {
        await Kubectl.RunAsync("apply -f -", Shop.StatefulManifest(Space, "stateful", "{example.com/owner: before}"));
        JsonNode before = await cluster.ReadyPodAsync(Space, "app=stateful", 3);
        Dictionary<string, string> first = await ResourceOfCallAsync("stateful", 12);

        await Kubectl.RunAsync("apply -f -", Shop.StatefulManifest(Space, "stateful", "{example.com/owner: after}"));
        await Kubectl.RunAsync($"-n {Space} rollout status statefulset/stateful --timeout=120s");
        JsonNode after = await cluster.ReadyPodAsync(Space, "app=stateful", 3);
        Dictionary<string, string> second = await ResourceOfCallAsync("stateful", 13);

        AssertNamesPod(before, first);
        AssertNamesPod(after, second);
        Assert.Equal(PodFacts.Metadata(before, "name"), PodFacts.Metadata(after, "name"));
        Assert.NotEqual(first["k8s.pod.uid"], second["k8s.pod.uid"]);
        Assert.Equal(("before", "after"), (first[Annotated], second[Annotated]));
        Assert.All((Dictionary<string, string>[])[first, second], resource =>
        {
            Assert.Equal(("stateful", PodFacts.Owner(after, "uid")), (resource["k8s.statefulset.name"], resource["k8s.statefulset.uid"]));
            Assert.DoesNotContain(resource.Keys, key => key.StartsWith("k8s.replicaset", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Spans_that_an_application_of_a_Job_sends_itself_name_its_CronJob()
    {
        await Kubectl.RunAsync("apply -f -", Shop.NightlyManifest(await CronJobVersionAsync(), Space, "nightly"));
        JsonNode pod = await Eventually.HasAsync(
            "a Pod of the CronJob", async () => (await cluster.PodsAsync(Space, "app=nightly")).SingleOrDefault(), NextMinute);
        string name = PodFacts.Owner(pod, "name");
        JsonNode job = await cluster.GetAsync($"/apis/batch/v1/namespaces/{Space}/jobs/{name}");

        await SendSpanAsync(PodFacts.Metadata(pod, "uid"), "/nightly");

        JsonNode exchange = Assert.Single(await cluster.Agent.ExchangesAsync($"namespace={Space}&path=/nightly", 1));
        Dictionary<string, string> resource = await cluster.Agent.ResourceAsync(exchange);
        Assert.Equal((PodFacts.Metadata(pod, "name"), Space), (resource["k8s.pod.name"], resource["k8s.namespace.name"]));
        Assert.Equal((name, PodFacts.Owner(pod, "uid")), (resource["k8s.job.name"], resource["k8s.job.uid"]));
        Assert.Equal(("nightly", PodFacts.Owner(job, "uid")), (resource["k8s.cronjob.name"], resource["k8s.cronjob.uid"]));
        Assert.Equal("nightly", resource["service.name"]);
    }

    [Fact]
    public async Task Without_the_right_to_list_spans_go_on_and_the_metrics_and_the_log_say_what_is_missing_until_it_is_given_back()
    {
        await Kubectl.RunAsync("apply -f -", Shop.Manifest(Space, "refused"));
        JsonNode pod = await cluster.ReadyPodAsync(Space, "app=refused", 3);
        JsonNode role = JsonNode.Parse(await Kubectl.RunAsync("get clusterrole podmirror -o json"))!;
        await SetRulesAsync([.. role["rules"]!.AsArray().OfType<JsonNode>().Where(rule => !Names(rule, "replicasets") && !Names(rule, "jobs"))]);
        await Kubectl.RunAsync($"-n {Release.Namespace} rollout restart deployment/podmirror");
        await Release.IsReadyAsync(cluster);

        // The way to the agent may still be that to the one before.
        await Eventually.IsAsync("an agent that is refused", async () => await cluster.Agent.MetricAsync("metadata_synced") == 0);
        Assert.Equal(0, await cluster.Agent.MetricAsync("metadata_up"));

        Dictionary<string, string> resource = await ResourceOfCallAsync("refused", 15);

        Assert.Equal(PodFacts.Metadata(pod, "uid"), resource["k8s.pod.uid"]);
        Assert.DoesNotContain("k8s.deployment.uid", resource.Keys);
        JsonNode agent = Assert.Single(await cluster.PodsAsync(Release.Namespace, "app.kubernetes.io/name=podmirror"));
        string log = await Kubectl.RunAsync($"-n {Release.Namespace} logs {PodFacts.Metadata(agent, "name")}");
        Assert.Matches("cluster's Pods are not all known yet.*cannot list /apis/(apps/v1/replicasets|batch/v1/jobs)", log);

        await SetRulesAsync([.. role["rules"]!.AsArray().OfType<JsonNode>()]);
        await Eventually.IsAsync("all is known again", async () => await cluster.Agent.MetricAsync("metadata_synced") == 1);
        Assert.Equal(1, await cluster.Agent.MetricAsync("metadata_up"));
        Assert.Contains("k8s.deployment.uid", (await ResourceOfCallAsync("refused", 16)).Keys);
    }

    private static bool Names(JsonNode rule, string resource) => rule["resources"]!.AsArray().Any(one => one!.GetValue<string>() == resource);

    private static void AssertNamesPod(JsonNode pod, Dictionary<string, string> resource)
    {
        Assert.Equal(PodFacts.Metadata(pod, "uid"), resource["k8s.pod.uid"]);
        Assert.Equal((PodFacts.Metadata(pod, "name"), Space), (resource["k8s.pod.name"], resource["k8s.namespace.name"]));
        Assert.Equal(pod["spec"]!["nodeName"]!.GetValue<string>(), resource["k8s.node.name"]);
    }

    private static Task<string> SetRulesAsync(IEnumerable<JsonNode> rules)
    {
        var list = new JsonArray([.. rules.Select(rule => rule.DeepClone())]);
        return Kubectl.RunAsync($"patch clusterrole podmirror --type=merge -p {new JsonObject { ["rules"] = list }.ToJsonString()}");
    }

    /// <summary>Calls the shop until a call is shown, and gives the resource of that: what an agent has that just ends is seen by nobody.</summary>
    private async Task<Dictionary<string, string>> ResourceOfCallAsync(string shop, int product)
    {
        string path = $"/api/products/{product}";
        JsonNode exchange = await Eventually.HasAsync($"a call of {shop} that is shown", async () =>
        {
            int status = await cluster.CallAsync(Space, shop, path);
            return status == 200 ? (await cluster.Agent.FindAsync($"namespace={Space}&path={path}")).FirstOrDefault() : null;
        });
        return await cluster.Agent.ResourceAsync(exchange);
    }

    /// <summary>Sends a span as an SDK does that knows the uid of its Pod and nothing else of it.</summary>
    private static async Task SendSpanAsync(string uid, string path)
    {
        using KubectlTunnel way = await KubectlTunnel.OpenAsync($"-n {Release.Namespace} port-forward deployment/podmirror :4318");
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using var content = new StringContent($$$"""
            {"resourceSpans":[{"resource": {"attributes": [{"key": "k8s.pod.uid", "value": {"stringValue": "{{{uid}}}"}}]}, "scopeSpans":[{"spans":[
              {"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331", "name": "GET", "kind": 2,
               "startTimeUnixNano": "{{{now}}}000000", "endTimeUnixNano": "{{{now}}}500000",
               "attributes": [{"key": "http.request.method", "value": {"stringValue": "GET"}},
                              {"key": "url.path", "value": {"stringValue": "{{{path}}}"}}]}]}]}]}
            """, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await way.Client.PostAsync(new Uri("/v1/traces", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    // Of 1.21 and later, and of those before.
    private async Task<string> CronJobVersionAsync()
    {
        JsonNode resources = await cluster.GetAsync("/apis/batch/v1");
        return resources["resources"]!.AsArray().Any(one => one!["name"]!.GetValue<string>() == "cronjobs") ? "batch/v1" : "batch/v1beta1";
    }
}
