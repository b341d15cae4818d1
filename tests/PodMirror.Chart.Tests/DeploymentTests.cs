using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

public sealed class DeploymentTests : ChartTest
{
    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void Ports_probes_and_the_network_policy_agree(string file, string version, string name, string space)
    {
        Rendering rendering = Cases.Render(file, version, name, space);
        int[] ports = [.. rendering.Agent["ports"]!.AsArray().Select(port => (int)port!["containerPort"]!)];

        Assert.Equal(
            [
                rendering.Argument("--webhook"), $"*:{rendering.Argument("--grpc-port")}", $"*:{rendering.Argument("--http-port")}",
                rendering.Argument("--web"),
            ],
            ports.Select(port => $"*:{port}"));
        Assert.All(
            rendering.All("NetworkPolicy"),
            policy => Assert.Equal(
                ports, policy["spec"]!["ingress"]!.AsArray().SelectMany(rule => rule!["ports"]!.AsArray()).Select(port => (int)port!["port"]!)));
        Assert.Equal("/healthz web", Probe(rendering, "livenessProbe"));
        Assert.Equal("/healthz web", Probe(rendering, "startupProbe"));
        Assert.Equal("/readyz web", Probe(rendering, "readinessProbe"));
    }

    [Theory]
    [InlineData("", "20s", 25)]
    [InlineData("graceSeconds: 45", "45s", 50)]
    public void Kubernetes_waits_longer_than_the_agent_takes_to_stop(string values, string grace, int seconds)
    {
        Rendering rendering = Rendering.Of(values);

        Assert.Equal(grace, rendering.Argument("--grace"));
        Assert.Equal(seconds, (int?)rendering.Pod["spec"]!["terminationGracePeriodSeconds"]);
    }

    [Fact]
    public void The_agent_probes_itself_and_exports_its_metrics_where_it_is_asked_to()
    {
        Assert.Equal(("30s", null), (Rendering.Of().Argument("--probe"), Rendering.Of().Argument("--export-metrics")));
        Assert.Null(Rendering.Of("probe: {enabled: false, interval: 30s}").Argument("--probe"));
        Rendering rendering = Rendering.Of(Cases.Values("forwarding"));
        Assert.Equal(
            ("2m", "https://otlp.example.com/v1/metrics?team=a&tier=b"), (rendering.Argument("--probe"), rendering.Argument("--export-metrics")));
    }

    [Fact]
    public void Backends_and_what_they_need_reach_the_agent()
    {
        Rendering rendering = Rendering.Of(Cases.Values("forwarding"));

        Assert.Equal(["https://otlp.example.com", "grpc://collector.observability.svc:4317"], rendering.Arguments("--forward"));
        Assert.Equal("100MiB", rendering.Argument("--forward-queue-max-bytes"));
        Assert.Equal("134217729", rendering.Argument("--queue-max-bytes"));
        Assert.Equal("mirror.example.com", rendering.Argument("--web-host"));
        Assert.Equal("backend", (string?)rendering.Agent["envFrom"]![0]!["secretRef"]!["name"]);
        Assert.Equal(
            ["DOTNET_EnableDiagnostics", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_CERTIFICATE"],
            rendering.Agent["env"]!.AsArray().Select(one => (string)one!["name"]!));
    }

    [Fact]
    public void Metadata_is_on_unless_it_is_switched_off()
    {
        const string Asked = "metadata: {labels: [app, example.com/team], annotations: [a], serviceNameFromLabels: true, wait: 3s, maxBytes: 64MiB}";
        Rendering rendering = Rendering.Of(Asked);

        Assert.Equal("app,example.com/team", rendering.Argument("--metadata-labels"));
        Assert.Equal("a", rendering.Argument("--metadata-annotations"));
        Assert.Equal(("3s", "64MiB"), (rendering.Argument("--metadata-wait"), rendering.Argument("--metadata-max-bytes")));
        Assert.Equal(["--metadata", "--metadata-service-name-from-labels"], Flags(rendering));
        Assert.Equal(["--metadata"], Flags(Rendering.Of("")));
        Assert.Empty(Flags(Rendering.Of("metadata: {enabled: false, labels: [app]}")));
    }

    [Fact]
    public void Replicas_keep_apart_and_a_drain_takes_one_at_a_time()
    {
        Rendering rendering = Rendering.Of("replicas: 2");
        JsonNode apart = rendering.Pod["spec"]!["affinity"]!["podAntiAffinity"]!["preferredDuringSchedulingIgnoredDuringExecution"]![0]!;

        Assert.Equal("kubernetes.io/hostname", (string?)apart["podAffinityTerm"]!["topologyKey"]);
        Assert.Equal(
            rendering.Deployment["spec"]!["selector"]!["matchLabels"]!.ToJsonString(),
            apart["podAffinityTerm"]!["labelSelector"]!["matchLabels"]!.ToJsonString());
        Assert.Equal(1, (int?)rendering.Only("PodDisruptionBudget")["spec"]!["maxUnavailable"]);
        Assert.Equal("34%", (string?)Rendering.Of(Cases.Values("high-availability")).Only("PodDisruptionBudget")["spec"]!["maxUnavailable"]);
    }

    [Theory]
    [InlineData("1.20.0", null)]
    [InlineData("1.26.15", null)]
    [InlineData("1.27.0", "AlwaysAllow")]
    [InlineData("1.36.0", "AlwaysAllow")]
    public void An_agent_that_is_not_ready_keeps_no_node_where_the_cluster_can_tell(string version, string? policy) =>
        Assert.Equal(policy, (string?)Rendering.Of("replicas: 2", version).Only("PodDisruptionBudget")["spec"]!["unhealthyPodEvictionPolicy"]);

    [Theory]
    [InlineData("")]
    [InlineData("replicas: 0")]
    [InlineData("{replicas: 2, podDisruptionBudget: {enabled: false}}")]
    public void A_single_agent_keeps_no_node_from_being_drained(string values) =>
        Assert.Empty(Rendering.Of(values).All("PodDisruptionBudget"));

    [Theory]
    [InlineData("", """{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}""")]
    [InlineData("hostNetwork: true", """{"type":"RollingUpdate","rollingUpdate":{"maxSurge":0,"maxUnavailable":1}}""")]
    [InlineData("persistence: {enabled: true}", """{"type":"Recreate"}""")]
    [InlineData("{persistence: {enabled: true}, strategy: {type: RollingUpdate}}", """{"type":"RollingUpdate"}""")]
    public void The_old_Pod_goes_first_only_where_both_cannot_be(string values, string strategy) =>
        Assert.Equal(strategy, Rendering.Of(values).Deployment["spec"]!["strategy"]!.ToJsonString());

    [Fact]
    public void A_volume_is_claimed_as_it_was_asked_for()
    {
        Rendering rendering = Rendering.Of(Cases.Values("persistence"));

        Assert.Equal(
            """{"accessModes":["ReadWriteOnce"],"storageClassName":"","resources":{"requests":{"storage":"10Gi"}}}""",
            rendering.Only("PersistentVolumeClaim")["spec"]!.ToJsonString());
        Assert.Equal("podmirror", ClaimOf(rendering));
        Assert.Null(Rendering.Of("persistence: {enabled: true}").Only("PersistentVolumeClaim")["spec"]!["storageClassName"]);
    }

    [Fact]
    public void A_claim_that_is_there_already_is_used()
    {
        Rendering rendering = Rendering.Of(Cases.Values("existing-claim"));

        Assert.Empty(rendering.All("PersistentVolumeClaim"));
        Assert.Equal("podmirror-data", ClaimOf(rendering));
    }

    [Fact]
    public void A_store_that_goes_with_its_Pod_holds_no_node_and_one_on_a_volume_is_left_to_the_user()
    {
        Assert.Equal("true", SafeToEvict(Rendering.Of()));
        Assert.Null(SafeToEvict(Rendering.Of("persistence: {enabled: true}")));
        Assert.Equal("false", SafeToEvict(Rendering.Of(Cases.Values("placement"))));
    }

    [Fact]
    public void Amounts_are_text_however_they_were_written() =>
        Assert.Equal(
            """{"requests":{"cpu":"0.5","memory":"1000"}}""",
            Rendering.Of("resources: {limits: {memory: null}, requests: {cpu: 0.5, memory: 1000}}").Agent["resources"]!.ToJsonString());

    [Fact]
    public void The_agent_runs_where_it_is_told_to()
    {
        JsonNode pod = Rendering.Of(Cases.Values("placement")).Pod["spec"]!;

        Assert.Equal("""{"example.com/pool":"0","kubernetes.io/os":"linux"}""", pod["nodeSelector"]!.ToJsonString());
        Assert.Equal("Exists", (string?)pod["tolerations"]![0]!["operator"]);
        Assert.Equal(["nodeAffinity"], pod["affinity"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal("registry", (string?)pod["imagePullSecrets"]![0]!["name"]);
    }

    [Fact]
    public void Labels_of_the_user_are_everywhere_and_take_the_place_of_none_of_ours()
    {
        Rendering rendering = Rendering.Of(Cases.Values("placement"));

        Assert.All(rendering.Objects, one =>
        {
            Assert.Equal("1234", (string?)one["metadata"]!["labels"]!["cost-center"]);
            Assert.Equal("podmirror", (string?)one["metadata"]!["labels"]!["app.kubernetes.io/name"]);
        });
        Assert.Equal("1", (string?)rendering.Pod["metadata"]!["labels"]!["example.com/tier"]);
    }

    [Fact]
    public void On_the_nodes_network_names_of_the_cluster_are_still_found()
    {
        JsonNode pod = Rendering.Of("hostNetwork: true").Pod["spec"]!;

        Assert.True((bool?)pod["hostNetwork"]);
        Assert.Equal("ClusterFirstWithHostNet", (string?)pod["dnsPolicy"]);
    }

    private static IEnumerable<string> Flags(Rendering rendering) => rendering.Agent["args"]!.AsArray().Select(one => (string)one!)
        .Where(one => one.StartsWith("--metadata", StringComparison.Ordinal) && !one.Contains('=', StringComparison.Ordinal));

    private static string Probe(Rendering rendering, string probe) =>
        $"{rendering.Agent[probe]!["httpGet"]!["path"]} {rendering.Agent[probe]!["httpGet"]!["port"]}";

    private static string? ClaimOf(Rendering rendering) => (string?)rendering.Pod["spec"]!["volumes"]![0]!["persistentVolumeClaim"]!["claimName"];

    private static string? SafeToEvict(Rendering rendering) =>
        (string?)rendering.Pod["metadata"]!["annotations"]!["cluster-autoscaler.kubernetes.io/safe-to-evict"];
}
