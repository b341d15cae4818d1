using System.Globalization;

namespace PodMirror.Spans;

/// <summary>
/// Reads the standard variables of metrics (OpenTelemetry, Environment Variable Specification; OpenTelemetry Protocol Exporter). The table is in
/// docs/tme.md.
/// </summary>
public static class MetricsVariables
{
    private const string Exporter = "OTEL_METRICS_EXPORTER";
    private const string Interval = "OTEL_METRIC_EXPORT_INTERVAL";
    private const string General = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string OfMetrics = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string OfTraces = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    // Faster than anybody looks is a mistake in the unit, which is milliseconds; and a day is the longest that anybody means.
    private const int MinIntervalMs = 100;
    private const int MaxIntervalMs = 86_400_000;

    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMinutes(1);

    /// <summary>Whether the variables say that no metrics shall be exported.</summary>
    public static bool IsDisabled(Func<string, string?> environment) =>
        ExporterVariables.IsSdkDisabled(environment) || ExporterVariables.IsAnyOf(environment(Exporter), "none");

    /// <summary>Where metrics go: by the variables of metrics, else by the general ones, else to where spans go.</summary>
    /// <param name="environment">Gives the value of a variable, or null.</param>
    /// <param name="fault">What is wrong and with which variable; null when nothing is.</param>
    /// <returns>Null on a fault, and where it cannot be told (<see cref="Warnings"/> says so).</returns>
    public static ExporterOptions? Read(Func<string, string?> environment, out string? fault)
    {
        if (!IsOnlyForTraces(environment))
        {
            return ExporterVariables.Read(environment, out fault, OtlpSignal.Metrics);
        }

        // Nothing is said of metrics: they follow the spans, with their headers and certificates.
        ExporterOptions? traces = ExporterVariables.Read(environment, out fault);
        return traces is not null && TryMakeEndpoint(traces, out Uri endpoint)
            ? traces with { Endpoint = endpoint, Signal = OtlpSignal.Metrics }
            : null;
    }

    /// <summary>How often metrics are exported: a minute unless something else is said.</summary>
    public static TimeSpan IntervalOf(Func<string, string?> environment) =>
        TryInterval(environment(Interval), out TimeSpan interval) ? interval : DefaultInterval;

    /// <summary>What a person should know of those variables: values that mean nothing, which are ignored as the specification says.</summary>
    public static IEnumerable<string> Warnings(Func<string, string?> environment)
    {
        if (environment(Exporter) is { Length: > 0 } exporter && !ExporterVariables.IsAnyOf(exporter, "otlp", "none"))
        {
            yield return $"{Exporter} is neither otlp nor none; it is ignored, and metrics are exported by OTLP";
        }

        if (environment(Interval) is { Length: > 0 } interval && !TryInterval(interval, out _))
        {
            yield return $"{Interval} is no number of milliseconds from {MinIntervalMs} to {MaxIntervalMs}; it is ignored";
        }

        if (!IsDisabled(environment) && IsOnlyForTraces(environment) && Read(environment, out string? fault) is null && fault is null)
        {
            yield return $"{OfTraces} does not end in /{OtlpSignals.PathOf(OtlpSignal.Traces)}, so it does not tell where metrics go: they are not "
                + $"exported; name {OfMetrics}";
        }
    }

    private static bool IsOnlyForTraces(Func<string, string?> environment) =>
        string.IsNullOrEmpty(environment(OfMetrics)) && string.IsNullOrEmpty(environment(General)) && !string.IsNullOrEmpty(environment(OfTraces));

    private static bool TryMakeEndpoint(ExporterOptions traces, out Uri endpoint)
    {
        endpoint = traces.Endpoint;
        if (traces.Protocol == ExportProtocol.Grpc)
        {
            return true;
        }

        string path = endpoint.AbsolutePath;
        string ofTraces = "/" + OtlpSignals.PathOf(OtlpSignal.Traces);
        string root = path[..Math.Max(0, path.Length - ofTraces.Length)];
        endpoint = new UriBuilder(endpoint) { Path = $"{root}/{OtlpSignals.PathOf(OtlpSignal.Metrics)}" }.Uri;
        return path.EndsWith(ofTraces, StringComparison.Ordinal);
    }

    private static bool TryInterval(string? text, out TimeSpan interval)
    {
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds);
        interval = TimeSpan.FromMilliseconds(milliseconds);
        return isNumber && milliseconds is >= MinIntervalMs and <= MaxIntervalMs;
    }
}
