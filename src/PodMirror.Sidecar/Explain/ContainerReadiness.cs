using System.Text.Json;
using PodMirror.Injection;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Explain;

/// <summary>Whether the containers of ours in a Pod are ready.</summary>
internal static class ContainerReadiness
{
    /// <summary>Which are not, and why; null when all are, or the Pod has none.</summary>
    internal static string? Of(PodView pod, ExplainFacts facts)
    {
        string[] troubles = InjectionRules.IsInjected(pod, facts.Options)
            ? [.. Statuses(pod.Status).Where(IsOursAndNotReady).Select(Trouble)]
            : [];
        return troubles.Length == 0 ? null : string.Join(", ", troubles);
    }

    private static IEnumerable<JsonElement> Statuses(JsonElement status) =>
        Items(Get(status, "initContainerStatuses")).Concat(Items(Get(status, "containerStatuses")));

    private static bool IsOursAndNotReady(JsonElement container) =>
        Text(container, "name") is InjectionOptions.Mirror or InjectionOptions.Tme && Get(container, "ready").ValueKind == JsonValueKind.False;

    private static string Trouble(JsonElement container)
    {
        JsonElement state = Get(container, "state");
        string reason = Text(Get(state, "waiting"), "reason") is { Length: > 0 } waiting ? waiting : Text(Get(state, "terminated"), "reason");
        return $"the container {Text(container, "name")} is not ready" + (reason.Length > 0 ? $" ({reason})" : "");
    }
}
