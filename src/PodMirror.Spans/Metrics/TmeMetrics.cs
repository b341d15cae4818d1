using PodMirror.Exchange;
using static PodMirror.Exchange.TmeCounter;

namespace PodMirror.Spans;

/// <summary>The ledger of tme as metrics; docs/metrics.md shows them. Every counter is in exactly one.</summary>
public static class TmeMetrics
{
    private static readonly LedgerMetricMaker<TmeCounter> Make = new("podmirror.tme.");

    /// <summary>The metrics.</summary>
    public static LedgerMetricSet All { get; } = Make.Set("span", Link(), Exchanges(), Export());

    private static LedgerMetric[] Link() =>
    [
        Make.One("connections", "{connection}", ConnectionsAccepted, "Connections of mirrors that were taken."),
        Make.Split(
            "connections.refused", "{connection}", MetricAttributes.Reason, "connections_refused_",
            "Connections refused: the other end ran as another user, or there were as many as may be.",
            ConnectionsRefusedUser, ConnectionsRefusedFull),
        Make.One("connections.rejected", "{connection}", ConnectionsRejected, "Connections ended because what came was no record."),
        Make.Level("connections.open", "{connection}", ConnectionsOpen, "Connections open now."),
        Make.One("bytes", "By", BytesReceived, "Bytes received from mirrors."),
    ];

    private static LedgerMetric[] Exchanges() =>
    [
        Make.One("exchanges", "{exchange}", ExchangesReceived, "Exchanges received: exported, dropped and pending ones together."),
        Make.One("exchanges.exported", "{exchange}", ExchangesExported, "Exchanges of which a receiver has the span."),
        Make.Split(
            "exchanges.dropped", "{exchange}", MetricAttributes.Reason, "exchanges_dropped_", "Exchanges dropped, by reason.",
            ExchangesDroppedMalformed, ExchangesDroppedTooLarge, ExchangesDroppedQueueFull, ExchangesDroppedRefused, ExchangesDroppedRejected,
            ExchangesDroppedRetriesExhausted, ExchangesDroppedShutdown, ExchangesDroppedDisabled, ExchangesDroppedUnsampled,
            ExchangesDroppedSampling, ExchangesDroppedRateLimited),
        Make.Level("exchanges.pending", "{exchange}", ExchangesPending, "Exchanges in a batch, in the queue or under way now."),
    ];

    private static LedgerMetric[] Export() =>
    [
        Make.One("batches", "{request}", BatchesEnded, "Requests with spans whose end is known."),
        Make.One("retries", "{attempt}", Retries, "Attempts that failed and were repeated."),
        Make.Split(
            "metrics.requests", "{request}", MetricAttributes.Outcome, "metrics_", "Requests with metrics, but the one that tells this.",
            MetricsExported, MetricsFailed),
        Make.Split(
            "spans.reduced", "{span}", MetricAttributes.Detail, "spans_", "Spans without bodies, or without bodies and header fields.",
            SpansWithoutBodies, SpansWithoutFields),
    ];
}
