using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>Both ledgers as the metrics of tme, which count from now on.</summary>
/// <param name="source">Whose metrics they are.</param>
/// <param name="collector">Has the ledgers.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Takes a line for people.</param>
internal sealed class LedgerReporter(SpanSource source, SpanCollector collector, TimeProvider time, Action<string> log) : IMetricsReporter
{
    private readonly MetricsRequest _request = new(source);
    private readonly long _startedNs = UnixTime.NowNs(time);

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Write()
    {
        (TmeLedger tme, MirrorReport? mirror) = collector.Ledgers();
        _request.Begin();
        _request.Add(TmeMetrics.All, tme.Counts, _startedNs, UnixTime.NowNs(time));
        if (mirror is not null)
        {
            _request.Add(MirrorMetrics.All, mirror.Ledger.Counts, mirror.Ledger.StartedNs, mirror.ReceivedNs);
        }

        return _request.Finish();
    }

    /// <inheritdoc />
    public void OnEnd(bool isExported, long rejectedPoints) =>
        collector.Count(isExported ? TmeCounter.MetricsExported : TmeCounter.MetricsFailed);

    /// <inheritdoc />
    public void OnNotice(string line) => log(line);
}
