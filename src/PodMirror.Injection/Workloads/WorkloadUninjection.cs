using System.Text.Json.Nodes;

namespace PodMirror.Injection;

/// <summary>
/// Takes back from a workload what an injection added, and nothing else. A list or map that nothing is left in goes, too: Kubernetes takes it for
/// the same, and whether it was there before nobody knows.
/// </summary>
public static class WorkloadUninjection
{
    private const string Annotations = "annotations";

    private static readonly string[] ContainerLists = ["initContainers", "containers"];

    /// <summary>Changes a workload that was injected.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="options">The administrator's options, of which names and image tell what is ours.</param>
    public static WorkloadOutcome Uninject(Workload workload, InjectionOptions options)
    {
        if (workload.Pod is not { } pod || Status(pod, options.Names) is not { } status)
        {
            bool isOurs = workload.Pod is { } other && Lists(other).Any(list => HasBoth(list, options));
            return isOurs ? Take(workload, SaidStatus.None, options) : new(workload, false, "not_injected", "the Pod has no containers of ours", []);
        }

        return Take(workload, SaidStatus.Of(status), options);
    }

    private static WorkloadOutcome Take(Workload workload, SaidStatus said, InjectionOptions options)
    {
        JsonObject pod = workload.Pod!;
        string[] volumes = [.. MountedBy(pod, isOurs: true, CredentialVolume.MountPath)];
        int taken = 0;
        foreach (JsonArray list in Lists(pod).Where(list => said.IsInjected ? HasNames(list) : HasBoth(list, options)))
        {
            taken += list.RemoveAll(container => NameOf(container) is InjectionOptions.Mirror or InjectionOptions.Tme);
        }

        RemoveIfEmpty(taken > 0 ? pod["spec"] : null, "initContainers");
        TakeVolumes(pod, volumes);
        TakeSecrets(pod, said.Parts.PullSecrets);
        TakeAnnotations(pod, said.Parts.DefaultContainer, options.Names);
        string what = taken > 0
            ? "the containers mirror and tme are taken back"
            : "the status annotation is taken back; there are no containers of ours";
        return new(workload, true, "uninjected", what, []);
    }

    // What tme had at our place, unless somebody else has it, too.
    private static void TakeVolumes(JsonObject pod, string[] names)
    {
        string[] taken = [.. names.Except(MountedBy(pod, isOurs: false, path: null))];
        if (taken.Length > 0 && pod["spec"]?["volumes"] is JsonArray volumes)
        {
            volumes.RemoveAll(volume => NameOf(volume) is { } name && taken.Contains(name));
            RemoveIfEmpty(pod["spec"], "volumes");
        }
    }

    /// <summary>The volumes that tme mounts at a path, or that any container mounts anywhere.</summary>
    private static IEnumerable<string> MountedBy(JsonObject pod, bool isOurs, string? path) => Lists(pod)
        .SelectMany(list => list)
        .Where(container => !isOurs || NameOf(container) == InjectionOptions.Tme)
        .SelectMany(container => (container as JsonObject)?["volumeMounts"] as JsonArray ?? [])
        .Where(mount => path is null || Text((mount as JsonObject)?["mountPath"]) == path)
        .Select(NameOf)
        .OfType<string>();

    private static void TakeSecrets(JsonObject pod, IReadOnlyList<string> names)
    {
        if (names.Count > 0 && pod["spec"]?["imagePullSecrets"] is JsonArray secrets)
        {
            secrets.RemoveAll(secret => NameOf(secret) is { } name && names.Contains(name));
            RemoveIfEmpty(pod["spec"], "imagePullSecrets");
        }
    }

    private static void TakeAnnotations(JsonObject pod, string? defaultContainer, InjectionNames names)
    {
        if (WorkloadAdvice.Annotations(pod["metadata"]) is not { } annotations)
        {
            return;
        }

        annotations.Remove(names.Status);
        if (defaultContainer is not null && Text(annotations[AddedParts.DefaultContainerKey]) == defaultContainer)
        {
            annotations.Remove(AddedParts.DefaultContainerKey);
        }

        RemoveIfEmpty(pod["metadata"], Annotations);
        RemoveIfEmpty(pod, "metadata");
    }

    private static void RemoveIfEmpty(JsonNode? parent, string member)
    {
        if (parent is JsonObject found && found[member] is JsonArray { Count: 0 } or JsonObject { Count: 0 })
        {
            found.Remove(member);
        }
    }

    private static IEnumerable<JsonArray> Lists(JsonObject pod) =>
        ContainerLists.Select(name => (pod["spec"] as JsonObject)?[name]).OfType<JsonArray>();

    /// <summary>Whether a list has both containers by their names, which is enough where a status says that they were added.</summary>
    private static bool HasNames(JsonArray list) => InjectionOptions.Containers.All(name => list.Any(container => NameOf(container) == name));

    /// <summary>Whether a list has both containers with our image, whatever its version.</summary>
    private static bool HasBoth(JsonArray list, InjectionOptions options) => InjectionOptions.Containers.All(
        name => list.Any(one => NameOf(one) == name && OwnContainers.IsOfImage(Text((one as JsonObject)?["image"]), options)));

    private static string? Status(JsonObject pod, InjectionNames names) => Text(WorkloadAdvice.Annotations(pod["metadata"])?[names.Status]);

    private static string? NameOf(JsonNode? of) => Text((of as JsonObject)?["name"]);

    private static string? Text(JsonNode? of) => of is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
