using System.Text.Json;
using PodMirror.Injection;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Explain;

/// <summary>The Pods that a workload has now.</summary>
/// <param name="Current">Those that are neither over nor about to go.</param>
/// <param name="IsCut">Whether it has more than were listed.</param>
internal sealed record ExplainPods(IReadOnlyList<PodView> Current, bool IsCut)
{
    /// <summary>How many are listed at most.</summary>
    internal const int Most = 500;

    /// <summary>No Pods.</summary>
    internal static ExplainPods None { get; } = new([], false);

    /// <summary>Takes them of a list.</summary>
    internal static ExplainPods Read(JsonElement list) => new(
        [.. Items(Get(list, "items")).Where(IsCurrent).Select(pod => new PodView(pod))],
        Text(Get(list, "metadata"), "continue").Length > 0);

    // What is over stays as it was, and what goes is replaced already.
    private static bool IsCurrent(JsonElement pod) =>
        Text(Get(pod, "status"), "phase") is not ("Succeeded" or "Failed") && Text(Get(pod, "metadata"), "deletionTimestamp").Length == 0;
}
