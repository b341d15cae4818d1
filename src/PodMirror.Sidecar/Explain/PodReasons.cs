using PodMirror.Injection;
using PodMirror.Sidecar.Check;

namespace PodMirror.Sidecar.Explain;

/// <summary>Whether Pods that are there are as they would be made now.</summary>
internal static class PodReasons
{
    private const string Others = "of another image or mode than now";

    /// <summary>Whether a Pod has the containers, and has to be made again to get those that it would get now (docs/coverage.md).</summary>
    internal static bool IsOutdated(PodView pod, ExplainFacts facts) =>
        facts is { AreSettingsRead: true, Facts: { } space }
        && InjectionRules.Decide(pod, space, facts.Options).Reason == InjectionReason.AlreadyInjected
        && InjectionRules.IsOutdated(pod, space, facts.Options);

    /// <summary>Whether a restart gives a Pod the containers of now, and does not take them away.</summary>
    /// <param name="pod">The Pod.</param>
    /// <param name="facts">What was read.</param>
    /// <param name="isAsked">Whether the API server asks the agent about a new Pod.</param>
    internal static bool NeedsRestart(PodView pod, ExplainFacts facts, bool isAsked) =>
        isAsked && IsOutdated(pod, facts) && !HasWrongMode(pod, facts);

    /// <summary>The lines of a Pod that is not as it would be made now.</summary>
    /// <param name="facts">What was read.</param>
    /// <param name="decision">The decision over a new Pod.</param>
    /// <param name="isAsked">Whether the API server asks the agent about a new Pod.</param>
    internal static IEnumerable<ExplainLine> OfPod(ExplainFacts facts, InjectionDecision? decision, bool isAsked)
    {
        if (facts.Pod is not { } pod)
        {
            yield break;
        }

        if (IsOutdated(pod, facts))
        {
            string advice = NeedsRestart(pod, facts, isAsked) ? RestartAdvice.Of(pod) : RestartAdvice.Loss(Wrong(pod, facts));
            yield return new("pod", false, $"its containers are {Others}; {advice}");
        }
        else if (isAsked && decision is { IsInjected: true })
        {
            yield return new("pod", false, $"it was made without them; {RestartAdvice.Of(pod)}");
        }

        if (ContainerReadiness.Of(pod, facts) is { } trouble)
        {
            yield return new("pod", false, $"{trouble}; kubectl -n {facts.Namespace} describe {facts.Target}");
        }
    }

    /// <summary>The line of a workload's Pods.</summary>
    /// <param name="facts">What was read.</param>
    /// <param name="decision">The decision over a new Pod.</param>
    /// <param name="isInjected">Whether a new Pod gets the containers; null when that cannot be told.</param>
    internal static IEnumerable<ExplainLine> OfPods(ExplainFacts facts, InjectionDecision? decision, bool? isInjected)
    {
        int count = facts.Pods.Current.Count;
        if (count == 0)
        {
            return [];
        }

        PodView[] present = [.. facts.Pods.Current.Where(pod => InjectionRules.IsInjected(pod, facts.Options))];
        int outdated = present.Count(pod => IsOutdated(pod, facts));
        bool isSettled = isInjected switch
        {
            true => present.Length == count && outdated == 0,
            false => present.Length == 0,
            null => true,
        };
        string text = Counted(facts.Pods, present.Length, outdated, present.Count(pod => ContainerReadiness.Of(pod, facts) is not null));
        return [isSettled ? new("pods", null, text) : new("pods", false, text + Advice(facts, decision, isInjected, outdated))];
    }

    // A Pod with the containers is not asked for its mode again, and one that is made in its place is.
    private static bool HasWrongMode(PodView pod, ExplainFacts facts) =>
        (pod.Annotation(facts.Options.Names.Mode) ?? facts.Facts?.Annotations.GetValueOrDefault(facts.Options.Names.DefaultMode)) is { } value
        && !AnnotationValues.TryMode(value, out _);

    private static InjectionReason? Wrong(PodView pod, ExplainFacts facts) =>
        HasWrongMode(pod, facts) ? InjectionReason.InvalidAnnotation : null;

    private static string Counted(ExplainPods pods, int present, int outdated, int notReady)
    {
        string all = ClusterChecks.Counted(pods.Current.Count, "Pod") + (pods.IsCut ? $" (of the first {ExplainPods.Most})" : "");
        string verb = present == 1 || pods.Current.Count == 1 ? "has" : "have";
        return $"{present} of {all} {verb} the containers" + (outdated > 0 ? $", {outdated} of them {Others}" : "")
            + (notReady > 0 ? $", {notReady} of them not ready" : "");
    }

    private static string Advice(ExplainFacts facts, InjectionDecision? decision, bool? isInjected, int outdated)
    {
        if (isInjected == false)
        {
            return "; " + RestartAdvice.Loss(decision?.Reason);
        }

        if (outdated > 0 && decision?.Reason == InjectionReason.AlreadyInjected)
        {
            return "; they are in its template, so its manifest has to be injected again";
        }

        return facts.Target.Kind.CanRestart
            ? $"; kubectl -n {facts.Namespace} rollout restart {facts.Target} changes that"
            : "; that changes when they are made again";
    }
}
