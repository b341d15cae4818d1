namespace PodMirror.Agent.Probe;

/// <summary>What the prober logs: changes, never a probe.</summary>
internal static partial class ProbeLog
{
    [LoggerMessage(90, LogLevel.Warning, "a probe failed, {Outcome}: {Detail}")]
    public static partial void Failing(ILogger log, string outcome, string detail);

    [LoggerMessage(91, LogLevel.Information, "probes succeed again")]
    public static partial void Recovered(ILogger log);

    [LoggerMessage(92, LogLevel.Error, "a fault of ours in a probe")]
    public static partial void Fault(ILogger log, Exception fault);
}
