using PodMirror.Injection;

namespace PodMirror.Agent.Coverage;

/// <summary>One Pod of the coverage report.</summary>
/// <param name="Pod">The Pod.</param>
/// <param name="State">How it stands.</param>
/// <param name="Decision">What would be decided over it now.</param>
/// <param name="IsPresent">Whether it has both containers.</param>
internal sealed record PodCoverage(PodFacts Pod, CoverageState State, InjectionDecision Decision, bool IsPresent)
{
    /// <summary>When the last span of it came to this agent; null when none did.</summary>
    public DateTimeOffset? LastSpan { get; init; }

    /// <summary>
    /// Whether it should be mirrored and is not, which is a gap that somebody should hear of: for want of a restart, or because of something that
    /// its owner or the namespace's can change. Of what a Pod is by its nature, as one that uses the node's network, nobody needs to hear.
    /// </summary>
    public bool IsGap => !IsPresent && (State == CoverageState.RestartNeeded || CanBeChanged(Decision.Reason));

    /// <summary>One sentence for people.</summary>
    public string Sentence => State switch
    {
        CoverageState.Mirrored => "requests and responses are mirrored",
        CoverageState.NotReady => "the containers are there and not ready",
        CoverageState.RestartNeeded when Decision.Reason == InjectionReason.AlreadyInjected =>
            "it has the containers of another mode or version than it would get now; restart its workload",
        CoverageState.RestartNeeded when IsPresent => "it has the containers although it should not: " + Decision.Reason.Sentence(),
        CoverageState.RestartNeeded => "it was made without the containers, which it should have; restart its workload",
        _ => Decision.Reason.Sentence() + (Decision.Detail is { } detail ? $" ({detail})" : ""),
    };

    private static bool CanBeChanged(InjectionReason refusal) => refusal is InjectionReason.InvalidAnnotation or InjectionReason.PodSecurity
        or InjectionReason.ContainerNameTaken or InjectionReason.WouldNeverComplete;
}
