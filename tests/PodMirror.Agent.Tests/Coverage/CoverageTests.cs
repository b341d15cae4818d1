using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodMirror.Agent.Coverage;
using PodMirror.Agent.Tests.Injector;
using PodMirror.Injection;

namespace PodMirror.Agent.Tests.Coverage;

public sealed class CoverageTests : IAsyncLifetime
{
    private const string Plain = """{ "name": "app", "image": "app:1" }""";
    private const string Mirror = """{ "name": "mirror", "image": "podmirror:1", "args": [ "mirror", "--mode", "ingress" ] }""";
    private const string Sidecars = Plain + """, { "name": "tme", "image": "podmirror:1" }, """ + Mirror;
    private const string OlderSidecars = Plain + """, { "name": "tme", "image": "podmirror:0" }, """ + Mirror;
    private const string OfOtherRegistry =
        Plain + """, { "name": "tme", "image": "cache/podmirror:1" }, { "name": "mirror", "image": "cache/podmirror:1" }""";
    private const string Said = """{ "mirror.traceable.ai/status": "{\"injected\":true,\"image\":\"podmirror:1\"}" }""";
    private const string SaidOfOlder = """{ "mirror.traceable.ai/status": "{\"injected\":true,\"image\":\"old/podmirror:1\"}" }""";
    private const string BothReady =
        """{ "name": "tme", "ready": true, "restartCount": 1 }, { "name": "mirror", "ready": true, "restartCount": 0 }""";
    private const string OneWaits =
        """{ "name": "tme", "ready": true }, { "name": "mirror", "ready": false, "state": { "waiting": { "reason": "ImagePullBackOff" } } }""";

    private TestInjector _injector = null!;
    private TestAgent _agent = null!;

    public async ValueTask InitializeAsync()
    {
        _injector = await TestInjector.StartAsync();
        _agent = await _injector.StartAgentAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _injector.DisposeAsync();
    }

    [Fact]
    public async Task The_pipeline_says_that_this_agent_has_coverage() =>
        Assert.True((await _agent.GetAsync("/api/v1/pipeline")).GetProperty("injector").GetBoolean());

    [Theory]
    [InlineData(Sidecars, BothReady, "{}", "mirrored", "already_injected")]
    [InlineData(Sidecars, OneWaits, "{}", "not_ready", "already_injected")]
    [InlineData(Sidecars, "", "{}", "not_ready", "already_injected")]
    [InlineData(Sidecars, BothReady, """{ "mirror.traceable.ai/mode": "egress" }""", "restart_needed", "already_injected")]
    [InlineData(Sidecars, BothReady, """{ "mirror.traceable.ai/mode": "ingress" }""", "mirrored", "already_injected")]
    [InlineData(OlderSidecars, BothReady, "{}", "restart_needed", "already_injected")]
    [InlineData(Plain, "", "{}", "restart_needed", "injected")]
    [InlineData(OfOtherRegistry, BothReady, Said, "mirrored", "already_injected")]
    [InlineData(OfOtherRegistry, BothReady, SaidOfOlder, "restart_needed", "already_injected")]
    [InlineData(Sidecars, BothReady, """{ "mirror.traceable.ai/inject": "false" }""", "restart_needed", "opted_out")]
    [InlineData(Plain, "", """{ "mirror.traceable.ai/inject": "false" }""", "not_wanted", "opted_out")]
    [InlineData(Plain, "", """{ "mirror.traceable.ai/inject": "perhaps" }""", "refused", "invalid_annotation")]
    [InlineData(Plain + """, { "name": "tme", "image": "other:1" }""", "", "{}", "refused", "container_name_taken")]
    public async Task A_pod_stands_as_it_is(string containers, string statuses, string annotations, string state, string reason)
    {
        Put("web", containers, statuses, annotations);

        JsonElement pod = await PodAsync("web");

        Assert.Equal((state, reason), (pod.GetProperty("state").GetString(), pod.GetProperty("reason").GetString()));
        Assert.NotEqual("", pod.GetProperty("sentence").GetString());
        Assert.Equal("ReplicaSet", pod.GetProperty("owner").GetProperty("kind").GetString());
        await TestAgent.UntilAsync(async () => await _agent.MetricAsync($"coverage_pods{{state=\"{state}\"}}") == 1);
    }

    [Fact]
    public async Task Why_a_container_is_not_ready_is_told()
    {
        Put("web", Sidecars, OneWaits);

        JsonElement mirror = (await PodAsync("web")).GetProperty("containers")[1];

        Assert.Equal("ImagePullBackOff", mirror.GetProperty("waiting").GetString());
    }

    [Fact]
    public async Task A_pod_that_was_made_while_the_webhook_was_away_is_told_of_by_one_Event_on_its_owner()
    {
        Put("web-1", Plain);
        Put("web-2", Plain);

        await TestAgent.UntilAsync(() => Task.FromResult(_injector.Cluster.List("/api/v1/namespaces/shop/events").Count > 0));
        await PodAsync("web-2");
        JsonObject told = Assert.Single(_injector.Cluster.List("/api/v1/namespaces/shop/events"));

        Assert.Equal(("Warning", "NotMirrored"), ((string)told["type"]!, (string)told["reason"]!));
        Assert.Equal(("ReplicaSet", "web-abc"), ((string)told["involvedObject"]!["kind"]!, (string)told["involvedObject"]!["name"]!));
        Assert.StartsWith("Pod web-1 is not mirrored: ", (string)told["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_is_refused_for_what_can_be_changed_is_told_of_with_what_is_wrong()
    {
        Put("web", Plain, annotations: """{ "mirror.traceable.ai/mode": "inbound" }""");

        await TestAgent.UntilAsync(() => Task.FromResult(_injector.Cluster.List("/api/v1/namespaces/shop/events").Count > 0));
        JsonObject told = Assert.Single(_injector.Cluster.List("/api/v1/namespaces/shop/events"));

        Assert.Contains("mirror.traceable.ai/mode is 'inbound'", (string)told["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_shows_what_was_says_so()
    {
        Put("web", Sidecars, BothReady);
        await PodAsync("web");
        Assert.Equal(1, await _agent.MetricAsync("coverage_complete"));

        _injector.Cluster.Intercept = context =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };
        _injector.Cluster.BreakWatches();

        await TestAgent.UntilAsync(async () => await _agent.MetricAsync("coverage_complete") == 0);
        JsonElement report = await _agent.GetAsync("/api/v1/coverage");
        Assert.False(report.GetProperty("complete").GetBoolean());
        Assert.NotEqual("", report.GetProperty("trouble").GetString());
    }

    [Fact]
    public async Task Two_agents_write_one_Event()
    {
        await using TestAgent other = await _injector.StartAgentAsync();
        Put("web", Plain);
        await TestAgent.UntilAsync(() => Task.FromResult(Posts() >= 2));

        Assert.Single(_injector.Cluster.List("/api/v1/namespaces/shop/events"));
    }

    [Fact]
    public async Task When_the_last_span_of_a_pod_came_is_known()
    {
        Put("web", Sidecars, BothReady);
        Assert.Equal(JsonValueKind.Null, (await PodAsync("web")).GetProperty("last_span").ValueKind);

        await _agent.SendAsync(TestRequest.From("web", "shop", "web", new TestSpan()));

        await TestAgent.UntilAsync(async () => (await PodAsync("web")).GetProperty("last_span").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task A_pod_has_no_spans_from_before_it_was_made()
    {
        await _agent.SendAsync(TestRequest.From("web", "shop", "web-0", new TestSpan()));
        Put("web-0", Sidecars, BothReady, created: "2999-01-02T03:04:05Z");

        Assert.Equal(JsonValueKind.Null, (await PodAsync("web-0")).GetProperty("last_span").ValueKind);
    }

    [Fact]
    public async Task An_Event_for_which_the_API_server_has_no_time_is_sent_again()
    {
        int refused = 0;
        _injector.Cluster.Intercept = context =>
        {
            bool refuse = context.Request.Method == "POST" && Interlocked.Increment(ref refused) == 1;
            context.Response.StatusCode = refuse ? 503 : 200;
            return Task.FromResult(refuse);
        };
        Put("web", Plain);

        await TestAgent.UntilAsync(() => Task.FromResult(_injector.Cluster.List("/api/v1/namespaces/shop/events").Count == 1));
    }

    [Fact]
    public void Of_the_annotations_only_those_that_decide_are_kept()
    {
        string pod = $$"""
            {
              "metadata": {
                "name": "web", "annotations": {
                  "mirror.traceable.ai/inject": "true", "mirror.traceable.ai/status": "{{new string('s', 10_000)}}",
                  "example.com/others": "{{new string('x', 200_000)}}", "kubernetes.io/config.mirror": "h" }
              },
              "spec": { "containers": [] }
            }
            """;
        using var document = JsonDocument.Parse(pod);

        PodFacts facts = PodReader.Read(document.RootElement, new InjectionNames())!;

        using var kept = JsonDocument.Parse(facts.Decisive);
        IEnumerable<string> keys = kept.RootElement.GetProperty("metadata").GetProperty("annotations").EnumerateObject().Select(one => one.Name);
        Assert.Equal(["mirror.traceable.ai/inject", "kubernetes.io/config.mirror"], keys);
        Assert.InRange(facts.Decisive.Length, 1, 1000);
    }

    [Fact]
    public async Task Pods_that_have_ended_are_no_gap()
    {
        Put("web", Plain);
        await PodAsync("web");
        Put("web", Plain, phase: "Succeeded");

        await TestAgent.UntilAsync(async () => (await PodsAsync()).Length == 0);
    }

    [Fact]
    public async Task A_namespace_that_takes_part_from_now_on_is_covered_and_one_that_no_longer_does_is_not()
    {
        _injector.PutNamespace("other", """{ "mirror.traceable.ai/defaultInject": "true" }""", label: "disabled");
        Put("web", Plain, inNamespace: "other");
        Put("web", Plain);
        await TestAgent.UntilAsync(async () => (await PodsAsync()).Length == 1);

        _injector.PutNamespace("other", """{ "mirror.traceable.ai/defaultInject": "true" }""");
        await TestAgent.UntilAsync(async () => (await PodsAsync()).Length == 2);
        Assert.Single(await PodsAsync("?namespace=other"));

        _injector.PutNamespace("other", label: "disabled");
        await TestAgent.UntilAsync(async () => (await PodsAsync()).Length == 1);
    }

    [Fact]
    public async Task The_report_can_be_narrowed_by_state()
    {
        Put("gap", Plain);
        Put("good", Sidecars, BothReady);
        await PodAsync("gap");
        await PodAsync("good");

        Assert.Equal("good", Assert.Single(await PodsAsync("?state=mirrored")).GetProperty("name").GetString());
        Assert.Equal("gap", Assert.Single(await PodsAsync("?state=restart_needed&namespace=shop")).GetProperty("name").GetString());
        Assert.Empty(await PodsAsync("?namespace=none"));
        JsonElement narrowed = await _agent.GetAsync("/api/v1/coverage?state=mirrored");
        Assert.Equal(1, narrowed.GetProperty("summary").GetProperty("restart_needed").GetInt32());
    }

    [Theory]
    [InlineData("?state=unknown")]
    [InlineData("?stat=mirrored")]
    public async Task A_filter_that_cannot_be_read_is_refused(string query)
    {
        using HttpResponseMessage answer = await _agent.Client.GetAsync(new Uri(_agent.Web, "/api/v1/coverage" + query));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_agent_that_injects_nothing_says_so()
    {
        await using TestAgent plain = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await plain.Client.GetAsync(new Uri(plain.Web, "/api/v1/coverage"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    private int Posts() => _injector.Cluster.Requests.Count(line => line.StartsWith("POST", StringComparison.Ordinal));

    private void Put(
        string name, string containers, string statuses = "", string annotations = "{}", string phase = "Running", string inNamespace = "shop",
        string created = "2026-01-02T03:04:05Z") =>
        _injector.Cluster.Put($"/api/v1/namespaces/{inNamespace}/pods/{name}", $$"""
            {
              "metadata": {
                "name": "{{name}}", "creationTimestamp": "{{created}}", "annotations": {{annotations}},
                "ownerReferences": [ { "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-abc", "uid": "o-1", "controller": true } ]
              },
              "spec": { "nodeName": "node1", "containers": [ {{containers}} ] },
              "status": { "phase": "{{phase}}", "containerStatuses": [ {{statuses}} ] }
            }
            """);

    private async Task<JsonElement> PodAsync(string name)
    {
        JsonElement found = default;
        await TestAgent.UntilAsync(async () =>
        {
            found = (await PodsAsync()).FirstOrDefault(pod => pod.GetProperty("name").GetString() == name);
            return found.ValueKind == JsonValueKind.Object;
        });
        return found;
    }

    private async Task<JsonElement[]> PodsAsync(string query = "") =>
        [.. (await _agent.GetAsync("/api/v1/coverage" + query)).GetProperty("pods").EnumerateArray()];
}
