using PodMirror.Agent.Injector;

namespace PodMirror.Agent.Coverage;

/// <summary>Every Pod of every namespace that takes part, as it stands now.</summary>
internal sealed class CoverageReport(PodWatches watches, ClusterFacts cluster, LastSpans spans)
{
    /// <summary>Whether everything is known; a report before that may lack Pods.</summary>
    public bool IsComplete => watches.IsSynced;

    /// <summary>What stands in the way of knowing, in one line; null when nothing does.</summary>
    public string? Trouble => watches.Trouble;

    /// <summary>Judges all Pods, ordered by namespace and name.</summary>
    public IReadOnlyList<PodCoverage> Judge() =>
    [
        .. from pod in watches.Pods
           orderby pod.Namespace, pod.Name
           let facts = cluster.Namespaces.GetValueOrDefault(pod.Namespace)
           select CoverageRules.Judge(pod, facts, cluster.Options, spans.Of(pod.Namespace, pod.Name)),
    ];
}
