using System.Diagnostics.CodeAnalysis;
using PodMirror.Injection;

namespace PodMirror.Sidecar.Explain;

/// <summary>What is to be explained: <c>pod/NAME</c>, <c>deploy/NAME</c> and so on, with the words that kubectl knows.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The object's name.</param>
/// <param name="IsNameAlone">Whether no kind was named.</param>
internal sealed record ExplainTarget(ExplainKind Kind, string Name, bool IsNameAlone)
{
    private static readonly ExplainKind[] Kinds =
    [
        Of("Pod", ["/api/v1"], "pods", "po"),
        Of("Deployment", ["/apis/apps/v1"], "deployments", "deploy"),
        Of("StatefulSet", ["/apis/apps/v1"], "statefulsets", "sts"),
        Of("DaemonSet", ["/apis/apps/v1"], "daemonsets", "ds"),
        Of("ReplicaSet", ["/apis/apps/v1"], "replicasets", "rs"),
        Of("ReplicationController", ["/api/v1"], "replicationcontrollers", "rc"),
        Of("Job", ["/apis/batch/v1"], "jobs", "job"),
        Of("CronJob", ["/apis/batch/v1", "/apis/batch/v1beta1"], "cronjobs", "cj"),
    ];

    /// <summary>The words for kinds, for completion and messages.</summary>
    internal static IEnumerable<string> Words => Kinds.Select(kind => kind.Workload.Name.ToLowerInvariant());

    /// <summary>What a name alone may have been meant for: workloads that are made by hand.</summary>
    internal static IEnumerable<ExplainTarget> Alike(string name) =>
        from kind in Kinds
        where kind.Workload.Name is "Deployment" or "StatefulSet" or "DaemonSet" or "Job" or "CronJob"
        select new ExplainTarget(kind, name, IsNameAlone: false);

    /// <summary>Reads one; a name without a kind is a Pod's.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out ExplainTarget? target)
    {
        string[] parts = text.Split('/');
        string word = parts.Length == 1 ? "pod" : parts[0];
        ExplainKind? kind = Array.Find(Kinds, one => one.IsCalled(word));
        target = kind is not null && parts.Length <= 2 && parts[^1].Length > 0 ? new ExplainTarget(kind, parts[^1], parts.Length == 1) : null;
        return target is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Workload.Name.ToLowerInvariant()}/{Name}";

    private static ExplainKind Of(string name, string[] groups, string resource, string abbreviation) =>
        new(WorkloadKinds.All.Single(kind => kind.Name == name), groups, resource, abbreviation);
}
