using System.Text.Json.Nodes;

namespace PodMirror.Injection;

/// <summary>Finds what makes Pods in a document: the document itself, or the items of a list, however deep lists lie in lists.</summary>
public static class WorkloadFinder
{
    /// <summary>The workloads, in the document's order.</summary>
    /// <param name="document">A document whose depth whoever read it has bounded.</param>
    public static IEnumerable<Workload> Find(JsonNode? document) => Find(document, listKind: null, listVersion: null);

    /// <summary>The kinds in a document that are not looked at, and have a Pod template where most workloads have theirs.</summary>
    /// <param name="document">A document whose depth whoever read it has bounded.</param>
    public static IEnumerable<string> FindForeign(JsonNode? document)
    {
        if (document is not JsonObject found || Text(found, "kind") is not { } kind
            || WorkloadKinds.Find(Text(found, "apiVersion"), kind) is not null)
        {
            return [];
        }

        return WorkloadKinds.IsList(Text(found, "apiVersion"), kind) && found["items"] is JsonArray items
            ? items.SelectMany(FindForeign)
            : HasTemplate(found) ? [kind] : [];
    }

    /// <summary>The text of a member of an object; null when it is none.</summary>
    internal static string? Text(JsonObject of, string member) => of[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static IEnumerable<Workload> Find(JsonNode? node, string? listKind, string? listVersion)
    {
        if (node is not JsonObject found)
        {
            return [];
        }

        string? kind = Text(found, "kind") ?? WorkloadKinds.KindOfItems(listKind);
        string? version = Text(found, "apiVersion") ?? listVersion;
        if (WorkloadKinds.Find(version, kind) is { } workload)
        {
            return [new Workload(workload, found)];
        }

        return WorkloadKinds.IsList(version, kind) && found["items"] is JsonArray items
            ? items.SelectMany(item => Find(item, kind, version))
            : [];
    }

    private static bool HasTemplate(JsonObject found)
    {
        JsonNode? at = found;
        foreach (string member in WorkloadKinds.UsualContainers)
        {
            at = (at as JsonObject)?[member];
        }

        return at is JsonArray;
    }
}
