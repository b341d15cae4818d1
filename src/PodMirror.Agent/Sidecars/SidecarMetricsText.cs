using PodMirror.Agent.Metrics;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>The sums over all Pods in Prometheus' text format: a series for each counter of the ledgers, however many Pods there are.</summary>
internal static class SidecarMetricsText
{
    private const string Ours = "podmirror.";

    /// <summary>Writes them.</summary>
    public static void Write(PrometheusText text, SidecarTable sidecars) => sidecars.ReadTotals((pods, mirrors, tmes) =>
    {
        text.Gauge("sidecar_pods", "Pods whose sidecars were heard of lately.").Sample(pods.Count);
        Write(text, mirrors, [.. pods.Select(pod => pod.Mirror)]);
        Write(text, tmes, [.. pods.Select(pod => pod.Tme)]);
    });

    private static void Write(PrometheusText text, SidecarTotals totals, LastLedger[] ledgers)
    {
        foreach (LedgerMetric metric in totals.Metrics.Metrics)
        {
            string name = "sidecars_" + metric.Name[Ours.Length..].Replace('.', '_');
            _ = metric.Kind switch
            {
                MetricKind.Counter => text.Counter(name, metric.Description),
                MetricKind.UpDownCounter => text.Gauge(name, metric.Description),
                _ => text.Gauge(name + "_max", $"{metric.Description} The largest of all Pods."),
            };
            foreach (LedgerPoint point in metric.Points)
            {
                double value = totals.Of(metric, point.Counter, ledgers);
                _ = metric.Attribute is null ? text.Sample(value) : text.Sample(value, (metric.Attribute[Ours.Length..], point.Value!));
            }
        }
    }
}
