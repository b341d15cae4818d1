using System.CommandLine;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Probe;
using static PodMirror.Agent.Configuration.AgentCommand;

namespace PodMirror.Agent.Configuration;

/// <summary>The options of what the agent does to be known of, on the command line.</summary>
internal sealed class SelfArguments
{
    private readonly Option<string> _probe = Text(
        "--probe", "TIME", "How often spans of podmirror-prober are sent to the receiver and read back by the API. Default: never.");

    private readonly Option<string> _exportMetrics = Text(
        "--export-metrics", "URL", $"Export the agent's own metrics: {ForwardTarget.Form}. Variables: OTEL_EXPORTER_OTLP_METRICS_ and its kin.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_probe, _exportMetrics];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>Reads them. Throws <see cref="UsageException"/> for the first that cannot be read.</summary>
    public SelfOptions Read(ParseResult result) => new()
    {
        Probe = Value(result, _probe, ReadProbe, null, DurationText.Form + ", at least 1s"),
        ExportMetrics = result.GetValue(_exportMetrics) is { } url ? ReadTarget(url) : null,
    };

    private static (bool Read, ProbeOptions? Value) ReadProbe(string text) =>
        (DurationText.TryParse(text, out TimeSpan time) && time >= ProbeOptions.ShortestInterval, new ProbeOptions(time));

    private ForwardTarget ReadTarget(string url) =>
        // The URL may hold a password, which must not get into a log.
        ForwardTarget.TryParse(url, out ForwardTarget? target, ForwardTarget.MetricsPath)
            ? target!
            : throw new UsageException($"{_exportMetrics.Name}: write {ForwardTarget.Form}");
}
