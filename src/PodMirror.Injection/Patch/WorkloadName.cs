using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>
/// Which workload a Pod belongs to, by its controller: a Deployment's name is its ReplicaSet's without the hash of the Pod template, which the
/// Pod carries as a label. So no permission to read ReplicaSets is needed.
/// </summary>
internal static class WorkloadName
{
    // A Deployment's, and a Rollout's of Argo.
    private static readonly string[] HashLabels = ["pod-template-hash", "rollouts-pod-template-hash"];

    /// <summary>The variable of tme and the workload's name; null when the Pod belongs to nobody that is known.</summary>
    internal static (string Variable, string Name)? Of(PodView pod)
    {
        JsonElement owner = pod.Controller();
        string? name = Text(Get(owner, "name"));
        return (Text(Get(owner, "kind")), name) switch
        {
            (_, null) => null,
            ("ReplicaSet", _) => ("PODMIRROR_DEPLOYMENT_NAME", WithoutHash(name, pod)),
            ("StatefulSet", _) => ("PODMIRROR_STATEFULSET_NAME", name),
            ("DaemonSet", _) => ("PODMIRROR_DAEMONSET_NAME", name),
            ("Job", _) => ("PODMIRROR_JOB_NAME", name),
            _ => null,
        };
    }

    private static string WithoutHash(string replicaSet, PodView pod)
    {
        foreach (string label in HashLabels)
        {
            string? hash = Text(Get(Get(pod.Metadata, "labels"), label));
            if (hash is { Length: > 0 } && replicaSet.EndsWith("-" + hash, StringComparison.Ordinal))
            {
                return replicaSet[..^(hash.Length + 1)];
            }
        }

        return replicaSet;
    }
}
