using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Security;

namespace PodMirror.Agent.Metrics;

/// <summary>The ledger of requests, of spans up to the store, and of points. docs/agent.md lists them.</summary>
internal static class ReceiverSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, AgentMetrics metrics, QueueConsumer storeQueue)
    {
        WriteRequests(writer, metrics);
        WriteSpans(writer, metrics, storeQueue);
        writer.Counter("metric_points.received", "{point}", "Points of metrics in requests that could be read.").Sample(metrics.PointsReceived.Value);
        writer.Counter("metric_points.kept", "{point}", "Points that became the last value of a sidecar's counter.").Sample(metrics.PointsKept.Value);
        writer.Counter("metric_points.ignored", "{point}", "Points that are not kept, by reason.").Samples(metrics.PointsIgnored, "reason");
        writer.Counter("live.rows.lost", "{row}", "Rows that clients of the live stream were too slow for.").Sample(metrics.LiveRowsLost.Value);
        writer.Counter("policy.reports", "{report}", "Reports of browsers that the page's Content-Security-Policy stopped something.")
            .Sample(metrics.PolicyReports.Value);
    }

    /// <summary>Writes those of TLS on the receivers, where there is some.</summary>
    public static void Write(MetricWriter writer, ReceiverTls? tls)
    {
        if (tls is not null)
        {
            writer.Gauge("receiver.certificate.end_timestamp", "s", "Until when the receivers' certificate is valid.")
                .Sample(tls.CertificateEnd?.ToUnixTimeSeconds() ?? 0);
        }
    }

    private static void WriteRequests(MetricWriter writer, AgentMetrics metrics)
    {
        writer.Counter("connections.refused", "{connection}", "Connections beyond the limit of their listener.")
            .Samples(metrics.ConnectionsRefused, "listener");
        writer.Counter("tls.handshakes.failed", "{handshake}", "Connections that could not be secured.")
            .Samples(metrics.HandshakesFailed, "listener");
        writer.Counter("requests.received", "{request}", "OTLP requests begun.").Samples(metrics.RequestsReceived, "protocol");
        writer.Counter("requests.accepted", "{request}", "OTLP requests answered with success.").Samples(metrics.RequestsAccepted, "protocol");
        writer.Counter("requests.refused", "{request}", "OTLP requests refused, by reason.");
        foreach (OtlpProtocol protocol in Enum.GetValues<OtlpProtocol>())
        {
            writer.Samples(metrics.RequestsRefused(protocol), "reason", ("protocol", Reasons.Name(protocol)));
        }
    }

    private static void WriteSpans(MetricWriter writer, AgentMetrics metrics, QueueConsumer storeQueue)
    {
        writer.Counter("spans.received", "{span}", "Spans in requests whose frame could be read.").Sample(metrics.SpansReceived.Value);
        writer.Counter("spans.accepted", "{span}", "Spans answered with success.").Sample(metrics.SpansAccepted.Value);
        writer.Counter("spans.refused", "{span}", "Spans refused, by reason.");
        foreach (TraceFault fault in Enum.GetValues<TraceFault>().Where(fault => fault != TraceFault.None))
        {
            writer.Sample(metrics.SpansRefused[fault], ("reason", Reasons.Name(fault)));
        }

        foreach (RefusalReason reason in (ReadOnlySpan<RefusalReason>)[RefusalReason.Overload, RefusalReason.QueueUnwritable, RefusalReason.Stopping])
        {
            writer.Sample(metrics.SpansTurnedAway[reason], ("reason", Reasons.Name(reason)));
        }

        writer.Counter("spans.stored", "{span}", "Spans committed to the store.").Sample(metrics.SpansStored.Value);
        writer.Counter("spans.duplicate", "{span}", "Spans that the store had already.").Sample(metrics.SpansDuplicate.Value);
        writer.Counter("spans.dropped", "{span}", "Accepted spans that did not get into the store, by reason.")
            .Samples(metrics.SpansDropped, "reason").Samples(storeQueue.Dropped, "reason");
        writer.Counter("spans.expired", "{span}", "Spans that left the store, by reason.").Samples(metrics.SpansExpired, "reason");
    }
}
