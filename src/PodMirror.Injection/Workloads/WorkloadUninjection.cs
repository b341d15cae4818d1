using System.Text.Json;
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
            return isOurs ? Take(workload, default, options) : new(workload, false, "not_injected", "the Pod has no containers of ours", []);
        }

        using JsonDocument? said = Parse(status);
        return Take(workload, said?.RootElement ?? default, options);
    }

    /// <summary>Whether a Pod has both containers, and says that they were added.</summary>
    internal static bool IsSaidToBeInjected(JsonObject pod, InjectionNames names)
    {
        using JsonDocument? said = Status(pod, names) is { } status ? Parse(status) : null;
        return IsInjected(said?.RootElement ?? default) && Lists(pod).Any(HasNames);
    }

    private static bool IsInjected(JsonElement status) => JsonParts.Get(status, "injected").ValueKind == JsonValueKind.True;

    private static WorkloadOutcome Take(Workload workload, JsonElement status, InjectionOptions options)
    {
        JsonObject pod = workload.Pod!;
        AddedParts parts = AddedParts.Read(status);
        bool isInjected = IsInjected(status);
        int taken = 0;
        foreach (JsonArray list in Lists(pod).Where(list => isInjected ? HasNames(list) : HasBoth(list, options)))
        {
            taken += list.RemoveAll(container => NameOf(container) is InjectionOptions.Mirror or InjectionOptions.Tme);
        }

        RemoveIfEmpty(taken > 0 ? pod["spec"] : null, "initContainers");
        TakeSecrets(pod, parts.PullSecrets);
        TakeAnnotations(pod, parts.DefaultContainer, options.Names);
        string what = taken > 0
            ? "the containers mirror and tme are taken back"
            : "the status annotation is taken back; there are no containers of ours";
        return new(workload, true, "uninjected", what, []);
    }

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

    private static JsonDocument? Parse(string status)
    {
        try
        {
            return JsonDocument.Parse(status);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
