using System.Net;
using System.Text.Json;
using PodMirror.Exchange;

namespace PodMirror.Agent.Tests.Sidecars;

public sealed class SidecarsEndpointTests
{
    [Fact]
    public async Task A_Pod_is_shown_with_both_ledgers_its_detail_its_CPU_and_its_losses_by_reason()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        TmeLedger tme = TestMetrics.Tme(5);
        tme[TmeCounter.DetailReduced] = 1;
        tme[TmeCounter.CpuPermille] = 640;
        tme[TmeCounter.MemoryBytes] = 25 << 20;
        await agent.SendMetricsAsync(TestMetrics.Of("shop-1", TestMetrics.Mirror(7, 2), tme));

        JsonElement list = await agent.GetAsync("/api/v1/sidecars");

        Assert.Equal(1, list.GetProperty("total").GetInt32());
        JsonElement pod = list.GetProperty("pods")[0];
        Assert.Equal(("default", "shop-1", "shop"), (Text(pod, "namespace"), Text(pod, "pod"), Text(pod, "service")));
        Assert.True(DateTimeOffset.TryParse(Text(pod, "heard"), out _));
        JsonElement mirror = pod.GetProperty("mirror");
        Assert.Equal(("2027-01-15T08:00:00.000000000Z", "2027-01-15T08:01:00.000000000Z"), (Text(mirror, "since"), Text(mirror, "time")));
        Assert.Equal(("full", true), (Text(mirror, "detail"), mirror.GetProperty("balanced").GetBoolean()));
        Assert.Equal("""{"socket_full":0,"no_peer":2,"too_large":0}""", mirror.GetProperty("dropped").GetRawText());
        Assert.Equal(7, mirror.GetProperty("counters").GetProperty("exchanges_built").GetInt32());
        JsonElement ours = pod.GetProperty("tme");
        Assert.Equal(("without_bodies", 640), (Text(ours, "detail"), ours.GetProperty("cpu_permille").GetInt32()));
        Assert.Equal(25 << 20, ours.GetProperty("memory_bytes").GetInt32());
        Assert.Equal(5, ours.GetProperty("counters").GetProperty("exchanges_exported").GetInt32());
    }

    [Fact]
    public async Task A_ledger_that_does_not_add_up_is_shown_so_and_one_that_never_came_is_null()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        var tme = new TmeLedger();
        tme[TmeCounter.ExchangesReceived] = 5;
        await agent.SendMetricsAsync(TestMetrics.Of("shop-1", null, tme));

        JsonElement pod = (await agent.GetAsync("/api/v1/sidecars")).GetProperty("pods")[0];

        Assert.False(pod.GetProperty("tme").GetProperty("balanced").GetBoolean());
        Assert.Equal(JsonValueKind.Null, pod.GetProperty("mirror").ValueKind);
    }

    [Theory]
    [InlineData("", "a,b,c", 3)]
    [InlineData("?pod=b", "b", 1)]
    [InlineData("?namespace=default&limit=2", "a,b", 3)]
    [InlineData("?namespace=other", "", 0)]
    public async Task The_list_can_be_narrowed(string query, string expected, int total)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        foreach (string pod in (string[])["c", "a", "b"])
        {
            await agent.SendMetricsAsync(TestMetrics.Of(pod, null, TestMetrics.Tme(1)));
        }

        JsonElement list = await agent.GetAsync("/api/v1/sidecars" + query);

        Assert.Equal(expected, string.Join(',', list.GetProperty("pods").EnumerateArray().Select(pod => Text(pod, "pod"))));
        Assert.Equal(total, list.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=1001", "limit")]
    [InlineData("?limit=x", "limit")]
    [InlineData("?node=x", "node")]
    public async Task A_parameter_that_cannot_be_read_is_a_problem(string query, string parameter)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        JsonElement problem = await agent.GetAsync("/api/v1/sidecars" + query, HttpStatusCode.BadRequest);
        Assert.Equal(parameter, Text(problem, "parameter"));
    }

    [Fact]
    public async Task The_metrics_page_has_sums_over_all_Pods_by_reason_and_the_largest_of_what_is_measured()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        TmeLedger hot = TestMetrics.Tme(3, pending: 2);
        hot[TmeCounter.CpuPermille] = 900;
        hot[TmeCounter.SettingsVersion] = 7_000_000;
        await agent.SendMetricsAsync(TestMetrics.Of("a", TestMetrics.Mirror(7, 2), hot));
        TmeLedger cold = TestMetrics.Tme(9, pending: 4);
        cold[TmeCounter.SettingsVersion] = 5;
        await agent.SendMetricsAsync(TestMetrics.Of("b", TestMetrics.Mirror(10, 1), cold));
        var same = new TmeLedger();
        same[TmeCounter.SettingsVersion] = 5;
        await agent.SendMetricsAsync(TestMetrics.Of("c", null, same));

        // This one runs by none yet.
        await agent.SendMetricsAsync(TestMetrics.Of("d", null, new TmeLedger()));

        string text = await agent.Client.GetStringAsync(new Uri(agent.Web, "/metrics"));

        foreach (string line in (string[])
            [
                "podmirror_agent_sidecar_pods 4",
                "podmirror_agent_sidecars_mirror_exchanges_total 17",
                "podmirror_agent_sidecars_mirror_exchanges_dropped_total{reason=\"no_peer\"} 3",
                "podmirror_agent_sidecars_mirror_exchanges_dropped_total{reason=\"socket_full\"} 0",
                "podmirror_agent_sidecars_tme_exchanges_pending 6",
                "podmirror_agent_sidecars_tme_cpu_utilization_max 900",
                "podmirror_agent_sidecars_tme_settings_version_distinct 2",
                "# TYPE podmirror_agent_sidecars_tme_exchanges_total counter",
                "# TYPE podmirror_agent_sidecars_tme_exchanges_pending gauge",
            ])
        {
            Assert.Contains("\n" + line + "\n", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("settings_version_max", text, StringComparison.Ordinal);
        Assert.DoesNotContain("shop", text, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
