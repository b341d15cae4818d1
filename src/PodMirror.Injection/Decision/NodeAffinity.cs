using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>Where a Pod must be scheduled, of <c>affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution</c>.</summary>
internal static class NodeAffinity
{
    /// <summary>Whether only nodes with Windows will do: each of the terms, of which one is enough, says so.</summary>
    internal static bool AsksForWindows(JsonElement spec)
    {
        JsonElement required = Get(Get(Get(spec, "affinity"), "nodeAffinity"), "requiredDuringSchedulingIgnoredDuringExecution");
        JsonElement[] terms = [.. Items(Get(required, "nodeSelectorTerms"))];
        return terms.Length > 0 && terms.All(term => Items(Get(term, "matchExpressions")).Any(IsOfWindows));
    }

    private static bool IsOfWindows(JsonElement expression) =>
        Text(Get(expression, "key")) is "kubernetes.io/os" or "beta.kubernetes.io/os"
        && Text(Get(expression, "operator")) == "In"
        && Items(Get(expression, "values")).Select(Text).ToArray() is { Length: > 0 } values
        && values.All(value => value == "windows");
}
