using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>Which Pods still have the containers after the release was removed: they keep them until they are made again.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="options">The settings of a release as it comes.</param>
internal sealed class LeftBehindCheck(ClusterReader cluster, InjectionOptions options)
{
    private const int Page = 500;
    private const int MostPages = 20;

    /// <summary>The line; null when there are none, or nobody may list Pods.</summary>
    internal async Task<CheckLine?> FindAsync(CancellationToken cancel)
    {
        var found = new List<PodOrigin>();
        string rest = "";
        for (int page = 0; page < MostPages && (page == 0 || rest.Length > 0); page++)
        {
            Found list = await cluster.GetAsync(Path(rest), cancel);
            found.AddRange(Items(Get(list.Body, "items")).Where(IsLeftBehind).Select(PodOrigin.OfPod));
            rest = Text(Get(list.Body, "metadata"), "continue");
        }

        return found.Count == 0 ? null : Line(found, rest.Length > 0);
    }

    private static string Path(string rest)
    {
        string path = KubePath.With(KubePath.Core("pods"), "limit", $"{Page}");
        return rest.Length > 0 ? KubePath.With(path, "continue", rest) : path;
    }

    private static CheckLine Line(List<PodOrigin> pods, bool isCut) => new(
        ReleaseChecks.Category, "left_behind", CheckStatus.Warn,
        $"{ClusterChecks.Counted(pods.Count, "Pod")}{(isCut ? $" of the first {Page * MostPages}" : "")} still "
            + $"{(pods.Count == 1 ? "has" : "have")} the containers, and no release receives what they send: "
            + NamespaceChecks.Joined([.. pods.Select(pod => pod.FullName)]),
        PodAdvice.Of(pods, pods.Count, pod => pod.Advice, "podmirror check again, once these are made again"));

    private bool IsLeftBehind(JsonElement pod) =>
        Text(Get(pod, "status"), "phase") is not ("Succeeded" or "Failed")
        && Text(Get(pod, "metadata"), "deletionTimestamp").Length == 0
        && InjectionRules.IsInjected(new PodView(pod), options);
}
