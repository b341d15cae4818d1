using PodMirror.Agent.Store;
using PodMirror.Spans;

namespace PodMirror.Agent.Metrics.Export;

/// <summary>The metrics of the table for their export by OTLP. All sums count from now on.</summary>
/// <param name="table">The metrics.</param>
/// <param name="ledger">Counts what becomes of the requests.</param>
/// <param name="source">Whose metrics they are.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Takes changes.</param>
internal sealed class OwnMetricsReporter(MetricTable table, MetricsExportLedger ledger, SpanSource source, TimeProvider clock, ILogger log)
    : IMetricsReporter
{
    private readonly MetricsRequest _request = new(source);
    private readonly long _startNs = UnixTime.Nanoseconds(clock.GetUtcNow());

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write()
    {
        _request.Begin();
        var writer = new OtlpMetrics(_request, _startNs, UnixTime.Nanoseconds(clock.GetUtcNow()));
        table.WriteTo(writer);
        writer.End();
        return _request.Finish();
    }

    /// <inheritdoc/>
    public void OnEnd(bool isExported, long rejectedPoints)
    {
        ledger.Requests.Add(isExported ? MetricsExportOutcome.Exported : MetricsExportOutcome.Failed);
        ledger.PointsRejected.Add(rejectedPoints);
    }

    /// <inheritdoc/>
    public void OnNotice(string line) => MetricsExportLog.Notice(log, line);
}
