using PodMirror.Exchange;
using PodMirror.Sidecar.Cpu;
using PodMirror.Sidecar.Tests.Mirror;
using PodMirror.Sidecar.Tme;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class BudgetTests : IExchangeOrigin, IDisposable
{
    private readonly byte[] _body = TmeRig.Exchange(0)[RecordFormat.HeaderBytes..];
    private readonly ManualTime _time = new();
    private readonly FakeSender _sender = new();
    private readonly List<string> _log = [];
    private int _disposed;

    void IExchangeOrigin.OnDisposed(int exchanges) => Interlocked.Add(ref _disposed, exchanges);

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task What_is_over_the_limit_is_counted_acknowledged_and_the_ledger_adds_up()
    {
        using SpanCollector collector = Make(new BudgetLimits { SpansPerSecond = 10 });
        for (int i = 0; i < 100; i++)
        {
            collector.Add(_body, this);
        }

        Assert.Equal(90, _disposed);
        await collector.StopAsync(TimeSpan.FromSeconds(30));
        TmeLedger ledger = collector.Snapshot();
        Assert.Null(ledger.FirstImbalance());
        Assert.Equal((90, 10), (ledger[TmeCounter.ExchangesDroppedRateLimited], ledger[TmeCounter.ExchangesExported]));
        Assert.Equal(5, ledger[TmeCounter.SpansWithoutFields]);
        Assert.Equal(100, _disposed);
    }

    [Fact]
    public void A_hot_tme_leaves_out_bodies_then_fields_and_says_so_once()
    {
        using SpanCollector collector = Make(BudgetLimits.None);
        TimeSpan used = Environment.CpuUsage.TotalTime;
        foreach (int step in (int[])[1, 2, 3])
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            used += TimeSpan.FromHours(1);
            collector.SampleCpu(used);
            collector.Add(_body, this);
            Assert.Equal(Math.Min(step, 2), collector.Snapshot()[TmeCounter.DetailReduced]);
        }

        TmeLedger ledger = collector.Snapshot();
        Assert.Equal((1, 2), (ledger[TmeCounter.SpansWithoutBodies], ledger[TmeCounter.SpansWithoutFields]));
        Assert.Equal(2, _log.Count);
        Assert.EndsWith(": bodies are left out", _log[0], StringComparison.Ordinal);
    }

    [Fact]
    public void New_rules_hold_from_the_next_span_on()
    {
        using SpanCollector collector = Make(new BudgetLimits { SpansPerSecond = 1 });
        collector.Add(_body, this);
        collector.Add(_body, this);
        Assert.Equal(1, collector.Snapshot()[TmeCounter.ExchangesDroppedRateLimited]);

        collector.Apply(new SpanOptions { MaxBodyBytes = 0 }, BudgetLimits.None, cpuShare: 0, version: 7);
        collector.Add(_body, this);
        Assert.Equal(1, collector.Snapshot()[TmeCounter.ExchangesDroppedRateLimited]);
        Assert.Equal((7, 1), (collector.Snapshot()[TmeCounter.SettingsVersion], collector.Snapshot()[TmeCounter.SettingsTaken]));
    }

    private SpanCollector Make(BudgetLimits limits) => new(
        new SpanCollectorOptions
        {
            Spans = new SpanOptions(),
            Source = new SpanSource([]),
            Budget = limits,
            Cpu = new ThermostatOptions { LimitCores = 1 },
            BatchBytes = 1024 * 1024,
            MaxBatchAge = TimeSpan.FromHours(1),
        },
        listener => new SpanExporter(
            new ExporterOptions { Endpoint = new Uri("http://unused") }, _sender, listener, TimeProvider.System),
        _time,
        _log.Add);
}
