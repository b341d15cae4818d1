using System.CommandLine;
using PodMirror.Agent.Forwarding;
using static PodMirror.Agent.Configuration.AgentCommand;

namespace PodMirror.Agent.Configuration;

/// <summary>The options of what the agent does to be known of, on the command line.</summary>
internal sealed class SelfArguments
{
    private readonly Option<string> _exportMetrics = Text(
        "--export-metrics", "URL", $"Export the agent's own metrics: {ForwardTarget.Form}. Variables: OTEL_EXPORTER_OTLP_METRICS_ and its kin.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command) => command.Options.Add(_exportMetrics);

    /// <summary>Reads them. Throws <see cref="UsageException"/> for the first that cannot be read.</summary>
    public SelfOptions Read(ParseResult result) => new()
    {
        ExportMetrics = result.GetValue(_exportMetrics) is { } url ? ReadTarget(url) : null,
    };

    private ForwardTarget ReadTarget(string url) =>
        // The URL may hold a password, which must not get into a log.
        ForwardTarget.TryParse(url, out ForwardTarget? target, ForwardTarget.MetricsPath)
            ? target!
            : throw new UsageException($"{_exportMetrics.Name}: write {ForwardTarget.Form}");
}
