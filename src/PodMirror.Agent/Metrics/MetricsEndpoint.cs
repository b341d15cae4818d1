using System.Text;
using PodMirror.Agent.Api;
using PodMirror.Agent.Coverage;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Injector;
using PodMirror.Agent.Injector.Webhook;
using PodMirror.Agent.Live;
using PodMirror.Agent.PodMetadata;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Security;
using PodMirror.Agent.Sidecars;
using PodMirror.Agent.Store;
using PodMirror.Injection;

namespace PodMirror.Agent.Metrics;

/// <summary>GET /metrics: the ledger and the gauges, in Prometheus' text format. docs/agent.md lists them.</summary>
internal sealed class MetricsEndpoint(
    AgentMetrics metrics, DurableQueue queue, QueueConsumer storeQueue, ByteBudget budget, StoreWriter store, ForwarderSet forwarders,
    LiveHub live, SidecarTable sidecars, ReceiverTls? receiverTls, PodInjector? injector, SidecarConfigFile sidecarConfig, ClusterMetadata? metadata)
{
    /// <summary>Answers one scrape.</summary>
    public Task HandleAsync(HttpContext context)
    {
        var text = new PrometheusText();
        WriteRequests(text);
        WriteSpans(text);
        WriteForwarding(text);
        WriteGauges(text);
        SidecarMetricsText.Write(text, sidecars);
        WriteSidecarConfig(text);
        WriteInjector(text);
        if (metadata is not null)
        {
            MetadataSeries.Write(text, metadata);
        }

        return Answer.SendAsync(context, Encoding.UTF8.GetBytes(text.ToString()), PrometheusText.ContentType);
    }

    private void WriteRequests(PrometheusText text)
    {
        text.Counter("connections_refused", "Connections beyond the limit of their listener.").Samples(metrics.ConnectionsRefused, "listener");
        text.Counter("tls_handshakes_failed", "Connections that could not be secured.").Samples(metrics.HandshakesFailed, "listener");
        text.Counter("requests_received", "OTLP requests begun.").Samples(metrics.RequestsReceived, "protocol");
        text.Counter("requests_accepted", "OTLP requests answered with success.").Samples(metrics.RequestsAccepted, "protocol");
        text.Counter("requests_refused", "OTLP requests refused, by reason.");
        foreach (OtlpProtocol protocol in Enum.GetValues<OtlpProtocol>())
        {
            text.Samples(metrics.RequestsRefused(protocol), "reason", ("protocol", Reasons.Name(protocol)));
        }
    }

    private void WriteSpans(PrometheusText text)
    {
        text.Counter("spans_received", "Spans in requests whose frame could be read.").Sample(metrics.SpansReceived.Value);
        text.Counter("spans_accepted", "Spans answered with success.").Sample(metrics.SpansAccepted.Value);
        text.Counter("spans_refused", "Spans refused, by reason.");
        foreach (TraceFault fault in Enum.GetValues<TraceFault>().Where(fault => fault != TraceFault.None))
        {
            text.Sample(metrics.SpansRefused[fault], ("reason", Reasons.Name(fault)));
        }

        foreach (RefusalReason reason in (ReadOnlySpan<RefusalReason>)[RefusalReason.Overload, RefusalReason.QueueUnwritable, RefusalReason.Stopping])
        {
            text.Sample(metrics.SpansTurnedAway[reason], ("reason", Reasons.Name(reason)));
        }

        text.Counter("spans_stored", "Spans committed to the store.").Sample(metrics.SpansStored.Value);
        text.Counter("spans_duplicate", "Spans that the store had already.").Sample(metrics.SpansDuplicate.Value);
        text.Counter("spans_dropped", "Accepted spans that did not get into the store, by reason.")
            .Samples(metrics.SpansDropped, "reason").Samples(storeQueue.Dropped, "reason");
        text.Counter("spans_expired", "Spans that left the store, by reason.").Samples(metrics.SpansExpired, "reason");
        text.Counter("metric_points_received", "Points of metrics in requests that could be read.").Sample(metrics.PointsReceived.Value);
        text.Counter("metric_points_kept", "Points that became the last value of a sidecar's counter.").Sample(metrics.PointsKept.Value);
        text.Counter("metric_points_ignored", "Points that are not kept, by reason.").Samples(metrics.PointsIgnored, "reason");
        text.Counter("live_rows_lost", "Rows that clients of the live stream were too slow for.").Sample(metrics.LiveRowsLost.Value);
    }

    private void WriteForwarding(PrometheusText text)
    {
        if (forwarders.All.Count == 0)
        {
            return;
        }

        text.Counter("forwarded_spans", "Spans that a backend has.");
        Each((forwarder, label) => text.Sample(forwarder.Metrics.Forwarded.Value, label));
        text.Counter("forward_dropped_spans", "Accepted spans that a backend will never have, by reason.");
        Each((forwarder, label) => text.Samples(forwarder.Metrics.Dropped, "reason", label).Samples(forwarder.Queue.Dropped, "reason", label));
        text.Counter("forward_retries", "Attempts that failed and were repeated.");
        Each((forwarder, label) => text.Sample(forwarder.Metrics.Retries.Value, label));
        text.Gauge("forward_queue_spans", "Spans that wait for a backend or are under way to it.");
        Each((forwarder, label) => text.Sample(forwarder.Queue.Spans, label));
        text.Gauge("forward_queue_age_seconds", "How long the oldest of them has waited.");
        Each((forwarder, label) => text.Sample(forwarder.Queue.OldestAge.TotalSeconds, label));
        text.Gauge("forward_queue_bytes", "Bytes of them on the disk.");
        Each((forwarder, label) => text.Sample(forwarder.Queue.Bytes, label));
    }

    private void Each(Action<Forwarder, (string Name, string Value)> write)
    {
        foreach (Forwarder forwarder in forwarders.All)
        {
            write(forwarder, ("target", forwarder.Target.Name));
        }
    }

    private void WriteGauges(PrometheusText text)
    {
        text.Gauge("queue_spans", "Accepted spans that the store does not have yet.").Sample(storeQueue.Spans);
        text.Gauge("queue_up", "1 when the queue can be written to.").Sample(queue.Trouble is null ? 1 : 0);
        text.Gauge("queue_file_bytes", "Bytes of the queue's file and journal.").Sample(queue.FileBytes);
        text.Gauge("queue_bytes", "Bytes of requests in memory: being read, or the newest of the queue.").Sample(budget.Used);
        text.Gauge("queue_limit_bytes", "Bound of queue_bytes.").Sample(budget.Limit);
        text.Gauge("store_rows", "Exchanges in the store.").Sample(store.Rows);
        text.Gauge("store_bytes", "Bytes of the store's file and journal.").Sample(store.Bytes);
        text.Gauge("store_up", "1 when the store can be written to.").Sample(store.Trouble is null ? 1 : 0);
        if (receiverTls is not null)
        {
            text.Gauge("receiver_certificate_end_timestamp_seconds", "Until when the receivers' certificate is valid.")
                .Sample(receiverTls.CertificateEnd?.ToUnixTimeSeconds() ?? 0);
        }

        text.Gauge("live_clients", "Clients of the live stream.").Sample(live.Clients);
    }

    private void WriteSidecarConfig(PrometheusText text)
    {
        if (!sidecarConfig.IsUsed)
        {
            return;
        }

        text.Gauge("sidecar_config_valid", "1 when the settings for sidecars are those of their file; 0 when it is refused and older ones hold.")
            .Sample(sidecarConfig.IsValid ? 1 : 0);
        text.Gauge("sidecar_config_age_seconds", "How long the settings for sidecars that hold have held.").Sample(sidecarConfig.Age.TotalSeconds);
        text.Counter("sidecar_config_taken", "Documents of settings for sidecars that were taken.").Sample(sidecarConfig.Taken.Value);
        text.Counter("sidecar_config_refused", "Documents of settings for sidecars that were refused.").Sample(sidecarConfig.Refused.Value);
    }

    private void WriteInjector(PrometheusText text)
    {
        if (injector is null)
        {
            return;
        }

        text.Counter("admission_reviews", "Reviews answered, by result and reason.");
        foreach (InjectionReason reason in Enum.GetValues<InjectionReason>())
        {
            text.Sample(injector.Metrics.Answered[reason], ("result", WebhookMetrics.Result(reason)), ("reason", reason.Word()));
        }

        text.Counter("admission_requests_refused", "Requests to the webhook that were no review, by reason.")
            .Samples(injector.Metrics.Refused, "reason");
        text.Histogram("admission_duration_seconds", "From the head of a review to its answer.", injector.Metrics.Durations);
        text.Gauge("webhook_ready", "1 when the API server can call the webhook.").Sample(injector.IsCallable ? 1 : 0);
        text.Gauge("webhook_certificate_end_timestamp_seconds", "Until when the webhook's certificate is valid.")
            .Sample(injector.CertificateEnd?.ToUnixTimeSeconds() ?? 0);
        text.Gauge("coverage_complete", "1 when every Pod of every namespace that takes part is known.").Sample(injector.Coverage.IsComplete ? 1 : 0);
        text.Gauge("coverage_pods", "Pods of namespaces that take part, by state.");
        var pods = injector.Coverage.Judge().CountBy(pod => pod.State).ToDictionary();
        foreach (CoverageState state in Enum.GetValues<CoverageState>())
        {
            text.Sample(pods.GetValueOrDefault(state), ("state", Reasons.Name(state)));
        }
    }
}
