using System.Text.Json;
using PodMirror.Injection;

namespace PodMirror.Agent.Coverage;

/// <summary>Judges a Pod by the same decision as the webhook's: a pure function, so that the two can never differ.</summary>
internal static class CoverageRules
{
    /// <summary>Judges.</summary>
    public static PodCoverage Judge(PodFacts pod, NamespaceFacts? facts, InjectionOptions options)
    {
        using JsonDocument document = JsonDocument.Parse(pod.Decisive);
        var view = new PodView(document.RootElement);
        InjectionDecision decision = InjectionRules.Decide(view, facts, options);
        bool isPresent = InjectionRules.IsInjected(view, options);
        bool isOutdated = decision.Reason == InjectionReason.AlreadyInjected && InjectionRules.IsOutdated(view, facts!, options);
        CoverageState state = isOutdated ? CoverageState.RestartNeeded : StateOf(pod, decision.Reason, isPresent);
        return new PodCoverage(pod, state, decision, isPresent);
    }

    private static CoverageState StateOf(PodFacts pod, InjectionReason reason, bool isPresent) => reason switch
    {
        InjectionReason.AlreadyInjected => AreReady(pod) ? CoverageState.Mirrored : CoverageState.NotReady,
        _ when isPresent => CoverageState.RestartNeeded,
        InjectionReason.Injected => CoverageState.RestartNeeded,
        InjectionReason.NotRequested or InjectionReason.OptedOut or InjectionReason.NamespaceNotEnabled or InjectionReason.ExcludedNamespace =>
            CoverageState.NotWanted,
        _ => CoverageState.Refused,
    };

    private static bool AreReady(PodFacts pod) =>
        pod.Sidecars.Count(sidecar => sidecar.IsReady) >= 2;
}
