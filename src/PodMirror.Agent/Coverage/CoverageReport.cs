using System.Runtime.CompilerServices;
using PodMirror.Agent.Injector;
using PodMirror.Injection;

namespace PodMirror.Agent.Coverage;

/// <summary>Every Pod of every namespace that takes part, as it stands now.</summary>
internal sealed class CoverageReport(PodWatches watches, ClusterFacts cluster, LastSpans spans)
{
    private readonly ConditionalWeakTable<PodFacts, Judgement> _judgements = [];

    /// <summary>Whether everything is known as it is now; else the report may lack Pods, or show what was.</summary>
    public bool IsComplete => watches.IsSynced && watches.Trouble is null;

    /// <summary>What stands in the way of knowing, in one line; null when nothing does.</summary>
    public string? Trouble => watches.Trouble;

    /// <summary>Judges all Pods, ordered by namespace and name.</summary>
    public IReadOnlyList<PodCoverage> Judge() => [.. watches.Pods.OrderBy(pod => pod.Namespace).ThenBy(pod => pod.Name).Select(Judge)];

    // A Pod is judged once for as long as nothing changes that decides over it: the metrics and the Events ask every few seconds.
    private PodCoverage Judge(PodFacts pod)
    {
        NamespaceFacts? facts = cluster.Namespaces.GetValueOrDefault(pod.Namespace);
        InjectionOptions options = cluster.Options;
        if (!_judgements.TryGetValue(pod, out Judgement? last) || last.Facts != facts || last.Options != options)
        {
            last = new Judgement(facts, options, CoverageRules.Judge(pod, facts, options));
            _judgements.AddOrUpdate(pod, last);
        }

        return last.Coverage with { LastSpan = LastSpanOf(pod) };
    }

    // A Pod of a StatefulSet has the name of the one before it, and not its spans.
    private DateTimeOffset? LastSpanOf(PodFacts pod) => spans.Of(pod.Namespace, pod.Name) is { } time && time >= pod.Created ? time : null;

    private sealed record Judgement(NamespaceFacts? Facts, InjectionOptions Options, PodCoverage Coverage);
}
