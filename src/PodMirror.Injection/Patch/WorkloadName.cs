using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>
/// Which workload a Pod belongs to, by its controller: a Deployment's name is its ReplicaSet's without the hash of the Pod template, which the
/// Pod carries as a label, and a CronJob's is its Job's without the time. So no permission to read either is needed.
/// </summary>
internal static class WorkloadName
{
    private const string CronJob = "PODMIRROR_CRONJOB_NAME";
    private const string Job = "PODMIRROR_JOB_NAME";

    // A Deployment's, and a Rollout's of Argo.
    private static readonly string[] HashLabels = ["pod-template-hash", "rollouts-pod-template-hash"];

    /// <summary>The variables of tme and the workload's names; none when the Pod belongs to nobody that is known.</summary>
    internal static IEnumerable<(string Variable, string Name)> Of(PodView pod)
    {
        JsonElement owner = pod.Controller();
        string? name = Text(Get(owner, "name"));
        return (Text(Get(owner, "kind")), name) switch
        {
            (_, null) => [],
            ("ReplicaSet", _) => [("PODMIRROR_DEPLOYMENT_NAME", WithoutHash(name, pod))],
            ("StatefulSet", _) => [("PODMIRROR_STATEFULSET_NAME", name)],
            ("DaemonSet", _) => [("PODMIRROR_DAEMONSET_NAME", name)],
            ("CronJob", _) => [(CronJob, name)],
            ("Job", _) when CronJobName.Of(name) is { } cronJob => [(CronJob, cronJob), (Job, name)],
            ("Job", _) => [(Job, name)],
            _ => [],
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
