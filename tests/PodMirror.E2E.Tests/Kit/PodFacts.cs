using System.Text.Json.Nodes;

namespace PodMirror.E2E.Tests.Kit;

/// <summary>What can be read off a Pod.</summary>
internal static class PodFacts
{
    /// <summary>The column READY of <c>kubectl get pods</c>: native sidecars count, other init containers do not.</summary>
    public static string Ready(JsonNode pod)
    {
        string?[] counted = [.. Containers(pod).Select(Name)];
        int ready = Statuses(pod).Count(status => counted.Contains(Name(status)) && status["ready"]!.GetValue<bool>());
        return $"{ready}/{counted.Length}";
    }

    /// <summary>The containers that run as long as the Pod does.</summary>
    public static IEnumerable<JsonNode> Containers(JsonNode pod) =>
        Items(pod["spec"]!["initContainers"]).Where(container => container["restartPolicy"]?.GetValue<string>() == "Always")
            .Concat(Items(pod["spec"]!["containers"]));

    /// <summary>The container of a name.</summary>
    public static JsonNode Container(JsonNode pod, string name) => Containers(pod).Single(container => Name(container) == name);

    /// <summary>Whether it has both of our containers.</summary>
    public static bool IsInjected(JsonNode pod) => Containers(pod).Select(Name).Intersect(["mirror", "tme"]).Count() == 2;

    /// <summary>
    /// Whether it was deleted and nothing of it runs any more. The object stays until the kubelet has taken away what is left, which that of 1.20
    /// does once a minute (kubernetes/kubernetes#97288).
    /// </summary>
    public static bool HasEnded(JsonNode pod)
    {
        JsonNode[] statuses = [.. Statuses(pod)];
        bool isDeleted = pod["metadata"]!["deletionTimestamp"] is not null;
        return isDeleted && statuses.Length > 0 && statuses.All(status => status["state"]?["running"] is null);
    }

    /// <summary>What the runtime calls the container of a name.</summary>
    public static string ContainerId(JsonNode pod, string name) =>
        Statuses(pod).Single(status => Name(status) == name)["containerID"]!.GetValue<string>().Split("//")[1];

    /// <summary>A field of the metadata.</summary>
    public static string Metadata(JsonNode pod, string field) => pod["metadata"]![field]!.GetValue<string>();

    /// <summary>A field of the one that manages an object.</summary>
    public static string Owner(JsonNode item, string field) =>
        Items(item["metadata"]!["ownerReferences"]).Single(owner => owner["controller"]!.GetValue<bool>())[field]!.GetValue<string>();

    private static IEnumerable<JsonNode> Statuses(JsonNode pod) =>
        Items(pod["status"]?["initContainerStatuses"]).Concat(Items(pod["status"]?["containerStatuses"]));

    private static IEnumerable<JsonNode> Items(JsonNode? list) => list is JsonArray items ? items.OfType<JsonNode>() : [];

    private static string? Name(JsonNode container) => container["name"]?.GetValue<string>();
}
