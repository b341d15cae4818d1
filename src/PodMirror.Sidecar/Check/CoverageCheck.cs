using System.Text.Json;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>Which Pods should be mirrored and are not, as the agent reports it (docs/coverage.md).</summary>
internal static class CoverageCheck
{
    private const string Category = "coverage";

    /// <summary>Where the report is: behind the API server, which passes on to the agent what who may ask it asks.</summary>
    internal static string Path(ReleaseNames release) =>
        $"/api/v1/namespaces/{Uri.EscapeDataString(release.Namespace)}/services/{Uri.EscapeDataString(release.Name)}:web/proxy/api/v1/coverage";

    /// <summary>Judges the report.</summary>
    internal static IEnumerable<CheckLine> Judge(Found report, ReleaseNames release)
    {
        JsonElement summary = Get(report.Body, "summary");
        if (!report.IsThere || summary.ValueKind != JsonValueKind.Object)
        {
            string why = report.Fault.Length > 0 ? report.Fault : "the answer is no report";
            yield return new(
                Category, "report", CheckStatus.Warn, $"the agent's report cannot be read through the API server: {why}",
                $"kubectl -n {release.Namespace} port-forward service/{release.Name} 8080, then http://localhost:8080/api/v1/coverage");
            yield break;
        }

        // A watch that broke after everything was listed leaves the report complete, and old.
        string trouble = Text(report.Body, "trouble");
        if (trouble.Length > 0)
        {
            yield return new(
                Category, "complete", CheckStatus.Warn, $"the agent cannot read the cluster: {trouble}",
                "what it says of Pods may be old, or not of all; its log says more");
        }
        else if (Get(report.Body, "complete").ValueKind != JsonValueKind.True)
        {
            yield return new(Category, "complete", CheckStatus.Warn, "the agent is still reading the cluster", "ask again in a moment");
        }

        int mirrored = Number(summary, "mirrored");
        yield return new(Category, "mirrored", CheckStatus.Ok, $"{ClusterChecks.Counted(mirrored, "Pod")} mirrored");
        (string State, string Says, string Advice)[] gaps =
        [
            ("restart_needed", "not as asked for since they were made", "kubectl -n NAMESPACE rollout restart deployment NAME"),
            ("not_ready", "with containers of ours that are not ready", "kubectl -n NAMESPACE describe pod NAME"),
            ("refused", "asked for and refused", "podmirror explain pod/NAME -n NAMESPACE says why"),
        ];
        foreach ((string state, string says, string advice) in gaps)
        {
            string[] pods = [.. Items(Get(report.Body, "pods")).Where(pod => Text(pod, "state") == state).Select(NameOf)];
            int count = Math.Max(pods.Length, Number(summary, state));
            if (count > 0)
            {
                yield return new(
                    Category, state, CheckStatus.Warn, $"{ClusterChecks.Counted(count, "Pod")} {says}: {NamespaceChecks.Joined(pods)}", advice);
            }
        }
    }

    private static string NameOf(JsonElement pod) => $"{Text(pod, "namespace")}/{Text(pod, "name")}";
}
