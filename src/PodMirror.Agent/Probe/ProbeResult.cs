namespace PodMirror.Agent.Probe;

/// <summary>What is known of a probe that ended.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">In words, what was not as it should be; empty when all was.</param>
internal readonly record struct ProbeResult(ProbeOutcome Outcome, string Detail = "")
{
    /// <summary>Whether nothing was wrong.</summary>
    public bool IsSuccess => Outcome is ProbeOutcome.Found or ProbeOutcome.Acknowledged;
}
