using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.PodMetadata;

/// <summary>Who manages an object: the one of its owner references that says so (<c>controller: true</c>).</summary>
/// <param name="Kind">Its kind; None of those that have no attributes.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid.</param>
internal readonly record struct OwnerReference(WorkloadKind Kind, string Name, Guid Uid)
{
    /// <summary>Reads it off an object's metadata; of kind None when there is none of a kind with attributes.</summary>
    public static OwnerReference Of(JsonElement metadata)
    {
        foreach (JsonElement owner in Items(Get(metadata, "ownerReferences")))
        {
            if (Get(owner, "controller").ValueKind == JsonValueKind.True)
            {
                WorkloadKind kind = KindOf(Text(owner, "apiVersion"), Text(owner, "kind"));
                return Guid.TryParseExact(Text(owner, "uid"), "D", out Guid uid) ? new(kind, Text(owner, "name"), uid) : default;
            }
        }

        return default;
    }

    // Other groups have kinds of the same names, which are other things.
    private static WorkloadKind KindOf(string version, string kind) => (version.Split('/')[0], kind) switch
    {
        ("apps", "Deployment") => WorkloadKind.Deployment,
        ("apps", "ReplicaSet") => WorkloadKind.ReplicaSet,
        ("apps", "StatefulSet") => WorkloadKind.StatefulSet,
        ("apps", "DaemonSet") => WorkloadKind.DaemonSet,
        ("batch", "CronJob") => WorkloadKind.CronJob,
        ("batch", "Job") => WorkloadKind.Job,
        _ => WorkloadKind.None,
    };
}
