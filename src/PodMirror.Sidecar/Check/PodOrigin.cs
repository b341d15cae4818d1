using System.Buffers;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>A Pod and what made it, as far as it takes to make it again.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="OwnerKind">The kind of what made it; empty of a bare Pod.</param>
/// <param name="OwnerName">The name of what made it.</param>
internal sealed record PodOrigin(string Namespace, string Name, string OwnerKind, string OwnerName)
{
    // What the hash of a Pod template is written with (k8s.io/apimachinery, util/rand SafeEncodeString), and of how many of them.
    private static readonly SearchValues<char> HashCharacters = SearchValues.Create("bcdfghjklmnpqrstvwxz2456789");

    /// <summary>Its whole name.</summary>
    internal string FullName => $"{Namespace}/{Name}";

    /// <summary>What makes it again: a command, or what to do where there is none.</summary>
    internal string Advice => (OwnerKind, DeploymentName) switch
    {
        ("ReplicaSet", { } deployment) => Restart("deployment", deployment),
        ("StatefulSet" or "DaemonSet", _) => Restart(OwnerKind.ToLowerInvariant(), OwnerName),
        ("Job", _) => $"wait for {Namespace}/job/{OwnerName} to end, or make it again",
        ("" or "Pod", _) => $"kubectl -n {Namespace} delete pod {Name}, and make it again: no workload does",
        _ => $"kubectl -n {Namespace} delete pod {Name}; {OwnerKind} {OwnerName} makes it again",
    };

    // A Deployment's ReplicaSets have its name and the hash of their template.
    private string? DeploymentName =>
        OwnerName.LastIndexOf('-') is > 0 and var dash && OwnerName.Length - dash - 1 is > 0 and <= 10
            && !OwnerName.AsSpan(dash + 1).ContainsAnyExcept(HashCharacters)
            ? OwnerName[..dash]
            : null;

    /// <summary>Takes it of the agent's report of coverage.</summary>
    internal static PodOrigin OfReport(JsonElement pod)
    {
        JsonElement owner = Get(pod, "owner");
        return new(Text(pod, "namespace"), Text(pod, "name"), Text(owner, "kind"), Text(owner, "name"));
    }

    /// <summary>Takes it of the Pod.</summary>
    internal static PodOrigin OfPod(JsonElement pod)
    {
        JsonElement metadata = Get(pod, "metadata");
        JsonElement owner = Items(Get(metadata, "ownerReferences"))
            .FirstOrDefault(one => Get(one, "controller").ValueKind == JsonValueKind.True);
        return new(Text(metadata, "namespace"), Text(metadata, "name"), Text(owner, "kind"), Text(owner, "name"));
    }

    private string Restart(string kind, string name) => $"kubectl -n {Namespace} rollout restart {kind}/{name}";
}
