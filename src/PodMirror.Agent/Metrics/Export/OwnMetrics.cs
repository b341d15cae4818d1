using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Forwarding;
using PodMirror.Spans;

namespace PodMirror.Agent.Metrics.Export;

/// <summary>
/// Makes the export of the agent's own metrics: to --export-metrics, or else to where the standard variables of metrics say. Those for all signals
/// tell how (headers, certificates), not where: they are there for the backends of spans too.
/// </summary>
internal static class OwnMetrics
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string ServiceName = "podmirror-agent";

    // Named after no Pod: what counts is that of two agents each has its own.
    private static readonly string Instance = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>
    /// Makes it; null where nobody asked for it. Throws <see cref="UsageException"/> when a variable cannot be read, <see cref="StartupException"/>
    /// when a certificate cannot.
    /// </summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The exporter owns its sender.")]
    public static MetricsExporter? Make(
        ForwardTarget? target, MetricTable table, MetricsExportLedger ledger, Func<string, string?> environment, TimeProvider clock, ILogger log)
    {
        if (Options(target, environment) is not { } options)
        {
            return null;
        }

        IEnumerable<string> open = OpenCredentials.Warning(options) is { } text ? [text] : [];
        foreach (string warning in MetricsVariables.Warnings(environment).Concat(open))
        {
            MetricsExportLog.Notice(log, warning);
        }

        // As of the backends: later they may come and go; at the start a person looks.
        if (ExportCredentials.Fault(options) is { } fault)
        {
            throw new StartupException(fault);
        }

        var reporter = new OwnMetricsReporter(table, ledger, new SpanSource(Resource(environment)), clock, log);
        return new MetricsExporter(options, OtlpSenders.Make(options, clock), reporter, MetricsVariables.IntervalOf(environment), clock);
    }

    private static ExporterOptions? Options(ForwardTarget? target, Func<string, string?> environment)
    {
        bool isAsked = target is not null || (!string.IsNullOrEmpty(environment(Endpoint)) && !MetricsVariables.IsDisabled(environment));
        if (!isAsked)
        {
            return null;
        }

        ExporterOptions options = ExporterVariables.Read(
            name => target is not null && ForwarderFactory.IsOfTarget(name) ? null : environment(name), out string? fault, OtlpSignal.Metrics)
            ?? throw new UsageException(fault!);
        options = options with { MaxConcurrentRequests = 1 };
        return target is null ? options : options with { Endpoint = target.Endpoint, Protocol = target.Protocol };
    }

    private static SortedDictionary<string, string> Resource(Func<string, string?> environment)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["service.instance.id"] = Instance };
        foreach ((string name, string value) in ResourceAttributes.FromEnvironment(variable => environment(variable) ?? Fallback(variable)))
        {
            attributes[name] = value;
        }

        return attributes;
    }

    // What names it otherwise, OTEL_SERVICE_NAME for example, wins over this one.
    private static string? Fallback(string variable) => variable == "PODMIRROR_SERVICE_NAME" ? ServiceName : null;
}
