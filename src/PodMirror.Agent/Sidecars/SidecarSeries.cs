using PodMirror.Agent.Metrics;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>The sums over all Pods: a series for each counter of the ledgers. docs/agent.md tells how they add up.</summary>
internal static class SidecarSeries
{
    private const string Ours = "podmirror.";

    /// <summary>Writes them.</summary>
    public static void Write(MetricWriter writer, SidecarTable sidecars) => sidecars.ReadTotals((pods, mirrors, tmes) =>
    {
        writer.Level("sidecar_pods", "{pod}", "Pods whose sidecars were heard of lately.").Sample(pods.Count);
        Write(writer, mirrors, [.. pods.Select(pod => pod.Mirror)]);
        Write(writer, tmes, [.. pods.Select(pod => pod.Tme)]);
    });

    private static void Write(MetricWriter writer, SidecarTotals totals, LastLedger[] ledgers)
    {
        foreach (LedgerMetric metric in totals.Metrics.Metrics)
        {
            Begin(writer, metric);
            foreach (LedgerPoint point in metric.Points)
            {
                double value = totals.Of(metric, point.Counter, ledgers);
                _ = metric.Attribute is null ? writer.Sample(value) : writer.Sample(value, (metric.Attribute[Ours.Length..], point.Value!));
            }
        }
    }

    private static void Begin(MetricWriter writer, LedgerMetric metric)
    {
        string name = "sidecars." + metric.Name[Ours.Length..];
        _ = metric.Kind switch
        {
            MetricKind.Counter => writer.Counter(name, metric.Unit, metric.Description),
            MetricKind.UpDownCounter => writer.Level(name, metric.Unit, metric.Description),
            _ when metric.IsIdentifier => writer.Gauge(name + ".distinct", metric.Unit, $"{metric.Description} How many different ones Pods have."),
            _ => writer.Gauge(name + ".max", metric.Unit, $"{metric.Description} The largest of all Pods."),
        };
    }
}
