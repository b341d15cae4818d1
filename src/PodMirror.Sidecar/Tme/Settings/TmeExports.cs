using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>Where tme exports to, as OpenTelemetry's variables say.</summary>
/// <param name="Spans">Where spans go; null for nowhere.</param>
/// <param name="Metrics">Where metrics go; null for nowhere.</param>
/// <param name="MetricsInterval">How often metrics go there.</param>
internal sealed record TmeExports(ExporterOptions? Spans, ExporterOptions? Metrics, TimeSpan MetricsInterval)
{
    /// <summary>Reads the variables.</summary>
    /// <param name="environment">Gives the value of a variable, or null.</param>
    /// <param name="maxQueueBytes">Bytes of spans that may wait or be under way.</param>
    /// <param name="fault">What is wrong; null when nothing is.</param>
    internal static TmeExports Read(Func<string, string?> environment, int maxQueueBytes, out string? fault)
    {
        fault = null;
        ExporterOptions? spans = ExporterVariables.IsDisabled(environment) ? null : ExporterVariables.Read(environment, out fault);
        ExporterOptions? metrics = null;
        if (fault is null && !MetricsVariables.IsDisabled(environment))
        {
            metrics = MetricsVariables.Read(environment, out fault);
        }

        return new TmeExports(
            spans is null ? null : spans with { MaxQueueBytes = maxQueueBytes }, metrics, MetricsVariables.IntervalOf(environment));
    }

    /// <summary>What a person should know of the variables.</summary>
    internal static IEnumerable<string> Warnings(Func<string, string?> environment) =>
        ExporterVariables.Warnings(environment)
            .Concat(MetricsVariables.Warnings(environment))
            .Append(ResourceAttributes.Warning(environment))
            .OfType<string>();
}
