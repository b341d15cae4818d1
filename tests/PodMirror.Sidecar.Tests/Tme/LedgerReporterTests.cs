using System.Text.Json;
using PodMirror.Exchange;
using PodMirror.Sidecar.Tme;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class LedgerReporterTests : IAsyncDisposable
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(1);

    private readonly FakeSender _spans = new();
    private readonly List<string> _log = [];
    private readonly List<MetricsExporter> _loops = [];
    private readonly TmeRig _rig;

    public LedgerReporterTests() => _rig = new TmeRig(_spans);

    public async ValueTask DisposeAsync()
    {
        foreach (MetricsExporter loop in _loops)
        {
            await loop.DisposeAsync();
        }

        _rig.Dispose();
        _spans.Dispose();
    }

    [Fact]
    public async Task Both_ledgers_are_exported_each_with_the_time_since_when_it_counts()
    {
        using var receiver = new FakeSender();
        _rig.Collector.TakeLedger(LedgerRecord(startedNs: 1_700_000_000_000_000_001, built: 7));
        MetricsExporter loop = Make(receiver, Quick);
        loop.Start();
        await UntilAsync(() => !receiver.Requests.IsEmpty);

        Dictionary<string, JsonElement> metrics = Read(receiver.Requests.First());

        JsonElement built = Point(metrics, "podmirror.mirror.exchanges");
        Assert.Equal(("7", "1700000000000000001"), (built.GetProperty("asInt").GetString(), built.GetProperty("startTimeUnixNano").GetString()));
        JsonElement received = Point(metrics, "podmirror.tme.exchanges");
        long started = long.Parse(received.GetProperty("startTimeUnixNano").GetString()!);
        Assert.InRange(started, 1_700_000_000_000_000_002, long.Parse(received.GetProperty("timeUnixNano").GetString()!));
    }

    [Fact]
    public async Task Without_a_mirror_there_are_no_metrics_of_one()
    {
        using var receiver = new FakeSender();
        await Make(receiver, TimeSpan.FromHours(1)).StopAsync(TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(Read(receiver.Requests.Single()).Keys, name => name.StartsWith("podmirror.mirror.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_export_at_the_end_tells_what_became_of_everything()
    {
        using var receiver = new FakeSender();
        MetricsExporter loop = Make(receiver, TimeSpan.FromHours(1));
        loop.Start();
        for (uint i = 0; i < 3; i++)
        {
            _rig.Collector.Add(TmeRig.Exchange(i).AsSpan(RecordFormat.HeaderBytes), new Origin());
        }

        await _rig.Collector.StopAsync(TimeSpan.FromSeconds(20));
        await loop.StopAsync(TimeSpan.FromSeconds(20));

        Dictionary<string, JsonElement> metrics = Read(receiver.Requests.Single());
        Assert.Equal("3", Point(metrics, "podmirror.tme.exchanges").GetProperty("asInt").GetString());
        Assert.Equal("3", Point(metrics, "podmirror.tme.exchanges.exported").GetProperty("asInt").GetString());
        Assert.Equal("0", Point(metrics, "podmirror.tme.exchanges.pending").GetProperty("asInt").GetString());
        Assert.Equal(1, _rig.Collector.Snapshot()[TmeCounter.MetricsExported]);
    }

    [Fact]
    public async Task A_receiver_that_knows_no_metrics_is_asked_once_and_the_log_says_so_once()
    {
        using var receiver = new FakeSender();
        receiver.Outcomes.Clear();
        receiver.Outcomes.Enqueue(new SendOutcome(SendVerdict.Refused, "HTTP status 404") { IsUnknown = true });
        MetricsExporter loop = Make(receiver, Quick);
        loop.Start();
        await UntilAsync(() => _rig.Collector.Snapshot()[TmeCounter.MetricsFailed] == 1);
        await loop.StopAsync(TimeSpan.FromSeconds(20));

        Assert.Single(receiver.Requests);
        Assert.Equal(["http://unused/v1/metrics takes no metrics (HTTP status 404); they are not exported any more"], _log);
    }

    [Fact]
    public async Task Failures_are_told_when_they_begin_and_when_they_end_and_spans_know_nothing_of_them()
    {
        using var receiver = new FakeSender();
        var fails = new SendOutcome(SendVerdict.Retryable, "no answer");
        receiver.Outcomes.Clear();
        foreach (SendOutcome outcome in (SendOutcome[])[fails, fails, new SendOutcome(SendVerdict.Refused, "HTTP status 400"), SendOutcome.Accepted])
        {
            receiver.Outcomes.Enqueue(outcome);
        }

        MetricsExporter loop = Make(receiver, Quick);
        loop.Start();
        _rig.Collector.Add(TmeRig.Exchange(0).AsSpan(RecordFormat.HeaderBytes), new Origin());
        await UntilAsync(() => _rig.Collector.Snapshot()[TmeCounter.MetricsExported] > 1);

        const string Export = "exporting metrics to http://unused/v1/metrics";
        Assert.Equal([$"{Export} fails: no answer", $"{Export} works again"], _log);
        _rig.Await(ledger => ledger[TmeCounter.ExchangesExported] == 1 && ledger[TmeCounter.MetricsFailed] == 3);
    }

    [Fact]
    public async Task A_request_that_no_receiver_would_take_is_not_sent_and_counted_as_failed()
    {
        using var receiver = new FakeSender();
        var large = new SpanSource([new("large", new string('x', (4 * 1024 * 1024) - 100))]);
        await Make(receiver, TimeSpan.FromHours(1), large).StopAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(receiver.Requests);
        Assert.Equal(1, _rig.Collector.Snapshot()[TmeCounter.MetricsFailed]);
        Assert.EndsWith("the request is larger than receivers take", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_hangs_does_not_hold_up_the_end()
    {
        using var receiver = new FakeSender { IsClosed = true };
        MetricsExporter loop = Make(receiver, Quick);
        loop.Start();

        await loop.StopAsync(TimeSpan.FromMilliseconds(1));

        Assert.Empty(receiver.Requests);
        Assert.InRange(_rig.Collector.Snapshot()[TmeCounter.MetricsFailed], 1, 2);
    }

    private MetricsExporter Make(FakeSender receiver, TimeSpan interval, SpanSource? source = null)
    {
        var options = new ExporterOptions { Endpoint = new Uri("http://unused/v1/metrics"), Signal = OtlpSignal.Metrics };
        var reporter = new LedgerReporter(source ?? new SpanSource([]), _rig.Collector, TimeProvider.System, Log);
        var loop = new MetricsExporter(options, receiver, reporter, interval, TimeProvider.System) { EndsWhereUnknown = true };
        _loops.Add(loop);
        return loop;
    }

    private void Log(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }

    private static byte[] LedgerRecord(long startedNs, long built)
    {
        var ledger = new MirrorLedger { StartedNs = startedNs };
        ledger[MirrorCounter.ExchangesBuilt] = built;
        byte[] record = new byte[RecordFormat.LedgerBytes];
        RecordFormat.WriteLedger(record, ledger);
        return record[RecordFormat.HeaderBytes..];
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(1, patience.Token);
        }
    }

    private static Dictionary<string, JsonElement> Read(byte[] request)
    {
        var json = new ByteBuffer(1 << 20);
        Assert.True(new OtlpJsonWriter().Write(request, OtlpMetricsSchema.ExportMetricsServiceRequest, json).IsComplete);
        JsonElement scope = JsonDocument.Parse(json.Written.ToArray()).RootElement.GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics")[0];
        return scope.GetProperty("metrics").EnumerateArray().ToDictionary(metric => metric.GetProperty("name").GetString()!);
    }

    private static JsonElement Point(Dictionary<string, JsonElement> metrics, string name) =>
        metrics[name].GetProperty("sum").GetProperty("dataPoints")[0];

    private sealed class Origin : IExchangeOrigin
    {
        public void OnDisposed(int exchanges)
        {
            // Nobody waits for acknowledgements.
        }
    }
}
