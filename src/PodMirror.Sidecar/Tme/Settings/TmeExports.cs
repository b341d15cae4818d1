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
    /// <param name="settings">What is no variable of OpenTelemetry's.</param>
    /// <param name="fault">What is wrong; null when nothing is.</param>
    internal static TmeExports Read(Func<string, string?> environment, TmeSettings settings, out string? fault)
    {
        fault = null;
        ExporterOptions? spans = ExporterVariables.IsDisabled(environment) ? null : ExporterVariables.Read(environment, out fault);
        ExporterOptions? metrics = null;
        if (fault is null && !MetricsVariables.IsDisabled(environment))
        {
            metrics = MetricsVariables.Read(environment, out fault);
        }

        return new TmeExports(With(spans, settings), With(metrics, settings), MetricsVariables.IntervalOf(environment));
    }

    /// <summary>What a person should know of the variables.</summary>
    internal static IEnumerable<string> Warnings(Func<string, string?> environment) =>
        ExporterVariables.Warnings(environment)
            .Concat(MetricsVariables.Warnings(environment))
            .Append(ResourceAttributes.Warning(environment))
            .OfType<string>();

    private static ExporterOptions? With(ExporterOptions? options, TmeSettings settings) => options is null ? null : options with
    {
        MaxQueueBytes = settings.QueueBytes,
        TokenFile = settings.TokenFile,
        Authorities = settings.CaBundle,
    };
}
