using PodMirror.Spans;

namespace PodMirror.Agent.Metrics;

/// <summary>
/// Names of OpenTelemetry as Prometheus has them (OpenTelemetry, Prometheus and OpenMetrics Compatibility): dots become underscores, the unit is told
/// unless the name tells it already, and a counter ends in <c>_total</c>.
/// </summary>
internal static class PrometheusName
{
    /// <summary>The name of a metric.</summary>
    public static string Of(in MetricHead metric)
    {
        string name = metric.Name.Replace('.', '_');
        string unit = metric.Unit switch
        {
            "By" => "bytes",
            "s" => "seconds",
            _ => "",
        };
        name = unit.Length == 0 || name.Split('_').Contains(unit) ? name : $"{name}_{unit}";
        return metric.Kind == MetricKind.Counter ? name + "_total" : name;
    }

    /// <summary>The type of a metric.</summary>
    public static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };
}
