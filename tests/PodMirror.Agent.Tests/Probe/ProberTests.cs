using System.Text.Json;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Probe;
using PodMirror.Agent.Tests.Security;

namespace PodMirror.Agent.Tests.Probe;

public sealed class ProberTests : IDisposable
{
    private static readonly ProbeOptions Quick = new(TimeSpan.FromMilliseconds(50));
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("podmirror-probe-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Probes_are_found_and_told_of_in_the_metrics_and_in_the_report()
    {
        await using TestAgent agent = await StartAsync(Quick);
        await UntilAsync(agent, ProbeOutcome.Found, 3);
        double found = await agent.MetricAsync("probes_total", "found");

        Assert.InRange(await agent.MetricAsync("probe_duration_seconds_count"), found, found + 1000);
        Assert.InRange(
            await agent.MetricAsync("probe_last_success_timestamp_seconds"), DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60, double.MaxValue);
        JsonElement probe = await ReportAsync(agent);
        Assert.Equal(("found", null), (probe.GetProperty("last_outcome").GetString(), probe.GetProperty("trouble").GetString()));
        Assert.Equal(0.05, probe.GetProperty("interval_seconds").GetDouble());
        Assert.True(DateTimeOffset.TryParse(probe.GetProperty("last_success").GetString(), out _));
        Assert.Equal(["found"], Outcomes(probe));
        Assert.True(probe.GetProperty("outcomes").GetProperty("found").GetInt64() >= found);
    }

    [Fact]
    public async Task Without_a_prober_there_is_neither_a_metric_nor_a_report()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        Assert.Equal(JsonValueKind.Null, (await ReportAsync(agent)).ValueKind);
        Assert.DoesNotContain("_probe", await agent.Client.GetStringAsync(new Uri(agent.Web, "/metrics")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_lists_or_watches_calls_sees_none_of_them_unless_he_asks_for_their_service()
    {
        await using TestAgent agent = await StartAsync(Quick);
        using var live = new StreamReader(await agent.Client.GetStreamAsync(new Uri(agent.Web, "/api/v1/live")));
        await live.ReadLineAsync();
        await live.ReadLineAsync();
        await UntilAsync(agent, ProbeOutcome.Found, 2);
        await agent.SendAsync(TestRequest.Of(new TestSpan { Path = "/of-a-user" }));
        await TestAgent.UntilAsync(async () => (await agent.PathsAsync("")).Length > 0);

        Assert.Equal("event: exchange", await live.ReadLineAsync());
        Assert.Contains("/of-a-user", await live.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(["/of-a-user"], await agent.PathsAsync(""));
        JsonElement[] probes = await agent.RowsAsync("service=podmirror-prober");
        Assert.True(probes.Length >= 4);
        Assert.Empty(await agent.RowsAsync("trace_id=" + probes[0].GetProperty("trace_id").GetString()));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, "secret-token")]
    [InlineData(true, null)]
    [InlineData(true, "secret-token")]
    public async Task They_show_what_senders_are_asked_for_and_let_nobody_else_in(bool isMutual, string? token)
    {
        using var server = new TestAuthority("server");
        using var clients = new TestAuthority("clients");
        await using SecureAgent secure = await SecureAgent.StartAsync(server, isMutual ? clients : null, token, Quick);
        await UntilAsync(secure.Agent, ProbeOutcome.Found, 2);

        Assert.Equal(0, await secure.Agent.MetricAsync("tls_handshakes_failed_total"));
        Assert.Equal(0, await secure.Agent.MetricAsync("requests_refused_total"));
        using SocketsHttpHandler stranger = SecureAgent.Sender(server);
        Assert.Equal(isMutual ? 0 : token is null ? 200 : 401, await secure.PostAsync(stranger));
    }

    [Fact]
    public async Task A_certificate_that_takes_the_place_of_another_is_taken_by_the_next_probe()
    {
        using var server = new TestAuthority("server");
        await using SecureAgent secure = await SecureAgent.StartAsync(server, probe: Quick);
        await UntilAsync(secure.Agent, ProbeOutcome.Found, 1);
        secure.Write(server.Issue("another", TestAuthority.ServerUse));
        secure.Agent.App.RefreshFiles();
        double before = await secure.Agent.MetricAsync("probes_total", "found");
        await UntilAsync(secure.Agent, ProbeOutcome.Found, before + 2);
        Assert.Equal(0, await secure.Agent.MetricAsync("probes_total", "unreachable"));
    }

    [Fact]
    public async Task A_receiver_that_is_full_refuses_them_and_the_report_says_so()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { QueueMaxBytes = 64, Self = new() { Probe = Quick } });
        await UntilAsync(agent, ProbeOutcome.Refused, 2);

        JsonElement probe = await ReportAsync(agent);
        Assert.Equal(("refused", "HTTP status 503"), (probe.GetProperty("last_outcome").GetString(), probe.GetProperty("trouble").GetString()));
        Assert.Equal(0, await agent.MetricAsync("probe_last_success_timestamp_seconds"));
    }

    [Fact]
    public async Task A_store_that_leaves_spans_out_by_its_rate_keeps_them()
    {
        await using TestAgent agent = await TestAgent.StartAsync(
            options => options with { StoreMaxSpansPerSecond = 1, Self = new() { Probe = Quick } });
        await agent.SendAsync(TestRequest.Of([.. Enumerable.Range(0, 200).Select(_ => new TestSpan())]));
        await TestAgent.UntilAsync(async () => await agent.MetricAsync("spans_dropped_total", "rate") > 100);
        double before = await agent.MetricAsync("probes_total", "found");

        await UntilAsync(agent, ProbeOutcome.Found, before + 3);
        Assert.Equal(["found"], Outcomes(await ReportAsync(agent)));
    }

    [Fact]
    public async Task Where_nothing_is_stored_they_are_acknowledged_and_not_stored()
    {
        await using TestAgent agent = await TestAgent.StartAsync(
            options => options with { StoreMaxSpansPerSecond = 0, Self = new() { Probe = Quick } });
        await UntilAsync(agent, ProbeOutcome.Acknowledged, 2);
        Assert.Equal((0, null), (await agent.MetricAsync("store_rows"), (await ReportAsync(agent)).GetProperty("trouble").GetString()));
        Assert.True(await agent.MetricAsync("probe_last_success_timestamp_seconds") > 0);
    }

    [Fact]
    public async Task A_store_that_is_behind_makes_them_missing_and_is_found_to_have_caught_up()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with
        {
            Data = _directory.FullName,
            Self = new() { Probe = Quick with { GiveUpAfter = TimeSpan.FromMilliseconds(300) } },
        });
        await UntilAsync(agent, ProbeOutcome.Found, 1);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(_directory.FullName, "podmirror.db")};Pooling=False"))
        {
            await other.OpenAsync();

            // Nobody else can write until this ends.
            await using SqliteCommand begin = other.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync();
            await UntilAsync(agent, ProbeOutcome.Missing, 1);
            Assert.Contains("not to be found", (await ReportAsync(agent)).GetProperty("trouble").GetString(), StringComparison.Ordinal);
        }

        double before = await agent.MetricAsync("probes_total", "found");
        await UntilAsync(agent, ProbeOutcome.Found, before + 1);
        await TestAgent.UntilAsync(async () => (await ReportAsync(agent)).GetProperty("trouble").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task What_is_found_after_its_time_is_late()
    {
        await using TestAgent agent = await StartAsync(Quick with { LateAfter = TimeSpan.Zero });
        await UntilAsync(agent, ProbeOutcome.Late, 2);
        Assert.StartsWith("readable only after", (await ReportAsync(agent)).GetProperty("trouble").GetString(), StringComparison.Ordinal);
        Assert.True(await agent.MetricAsync("probe_duration_seconds_count") >= 2);
    }

    [Fact]
    public async Task No_backend_gets_them_and_its_ledger_adds_up()
    {
        await using TestAgent behind = await TestAgent.StartAsync();
        Assert.True(ForwardTarget.TryParse(behind.AddressOf(AgentListener.Http).ToString(), out ForwardTarget? target));
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { Forward = [target!], Self = new() { Probe = Quick } });
        await UntilAsync(agent, ProbeOutcome.Found, 2);
        await agent.SendAsync(TestRequest.Of(new TestSpan()));
        await TestAgent.UntilAsync(async () =>
            await agent.MetricAsync("forward_withheld_spans_total") >= 4 && await agent.MetricAsync("forwarded_spans_total") == 1);

        Assert.Equal(1, await behind.MetricAsync("spans_received_total"));
        await agent.StopAsync();
        Assert.Equal(agent.App.Metrics.SpansAccepted.Value, Sum(agent, "forward_withheld_spans_total") + Sum(agent, "forwarded_spans_total"));
        Assert.Equal(0, Sum(agent, "forward_dropped_spans_total"));
    }

    private static Task<TestAgent> StartAsync(ProbeOptions probe) => TestAgent.StartAsync(options => options with { Self = new() { Probe = probe } });

    private static Task UntilAsync(TestAgent agent, ProbeOutcome outcome, double count) => TestAgent.UntilAsync(
        async () => await agent.MetricAsync("probes_total", $"\"{Agent.Metrics.Reasons.Name(outcome)}\"") >= count);

    private static async Task<JsonElement> ReportAsync(TestAgent agent) => (await agent.GetAsync("/api/v1/pipeline")).GetProperty("probe");

    private static IEnumerable<string> Outcomes(JsonElement probe) => probe.GetProperty("outcomes").EnumerateObject().Select(outcome => outcome.Name);

    private static double Sum(TestAgent agent, string name)
    {
        var text = new Agent.Metrics.PrometheusText();
        agent.App.Table.WriteTo(text);
        return text.ToString().Split('\n').Where(line => line.StartsWith($"podmirror_agent_{name}", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
