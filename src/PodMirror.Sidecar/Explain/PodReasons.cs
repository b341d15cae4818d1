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

    /// <summary>The line of a Pod that is outdated.</summary>
    internal static IEnumerable<ExplainLine> OfPod(ExplainFacts facts) =>
        facts.Pod is { } pod && IsOutdated(pod, facts) ? [new("pod", false, $"its containers are {Others}; restart its workload")] : [];

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
        string text = Counted(facts.Pods, present.Length, outdated);
        return [isSettled ? new("pods", null, text) : new("pods", false, text + Advice(facts, decision, outdated))];
    }

    private static string Counted(ExplainPods pods, int present, int outdated)
    {
        string all = ClusterChecks.Counted(pods.Current.Count, "Pod") + (pods.IsCut ? $" (of the first {ExplainPods.Most})" : "");
        string verb = present == 1 || pods.Current.Count == 1 ? "has" : "have";
        return $"{present} of {all} {verb} the containers" + (outdated > 0 ? $", {outdated} of them {Others}" : "");
    }

    private static string Advice(ExplainFacts facts, InjectionDecision? decision, int outdated)
    {
        if (outdated > 0 && decision?.Reason == InjectionReason.AlreadyInjected)
        {
            return "; they are in its template, so its manifest has to be injected again";
        }

        return facts.Target.Kind.CanRestart
            ? $"; kubectl -n {facts.Namespace} rollout restart {facts.Target} changes that"
            : "; that changes when they are made again";
    }
}
