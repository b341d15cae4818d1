using PodMirror.Agent.Coverage;
using PodMirror.Agent.Injector.Webhook;
using PodMirror.Agent.Metrics;
using PodMirror.Injection;

namespace PodMirror.Agent.Injector;

/// <summary>The metrics of the webhook and of coverage. docs/webhook.md and docs/coverage.md list them.</summary>
internal static class InjectorSeries
{
    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, PodInjector injector)
    {
        writer.Counter("admission.reviews", "{review}", "Reviews answered, by result and reason.");
        foreach (InjectionReason reason in Enum.GetValues<InjectionReason>())
        {
            writer.Sample(injector.Metrics.Answered[reason], ("result", WebhookMetrics.Result(reason)), ("reason", reason.Word()));
        }

        writer.Counter("admission.requests.refused", "{request}", "Requests to the webhook that were no review, by reason.")
            .Samples(injector.Metrics.Refused, "reason");
        writer.Histogram("admission.duration", "From the head of a review to its answer.", injector.Metrics.Durations);
        writer.Gauge("webhook.ready", "{bool}", "1 when the API server can call the webhook.").Sample(injector.IsCallable);
        writer.Gauge("webhook.certificate.end_timestamp", "s", "Until when the webhook's certificate is valid.")
            .Sample(injector.CertificateEnd?.ToUnixTimeSeconds() ?? 0);
        writer.Gauge("coverage.complete", "{bool}", "1 when every Pod of every namespace that takes part is known.")
            .Sample(injector.Coverage.IsComplete);
        writer.Gauge("coverage.pods", "{pod}", "Pods of namespaces that take part, by state.");
        var pods = injector.Coverage.Judge().CountBy(pod => pod.State).ToDictionary();
        foreach (CoverageState state in Enum.GetValues<CoverageState>())
        {
            writer.Sample(pods.GetValueOrDefault(state), ("state", Reasons.Name(state)));
        }
    }
}
