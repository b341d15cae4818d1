using System.Text.Json;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>Which Pods should be mirrored and are not, as the agent reports it (docs/coverage.md).</summary>
internal static class CoverageCheck
{
    private const string Category = "coverage";
    private const string Restart = "restart_needed";

    /// <summary>Where the report is: behind the API server, which passes on to the agent what who may ask it asks.</summary>
    internal static string Path(ReleaseNames release) =>
        ClusterPaths.AgentWeb(release) + "/api/v1/coverage";

    /// <summary>Judges the report.</summary>
    /// <param name="report">The answer to the question for it.</param>
    /// <param name="release">Where the release is.</param>
    /// <param name="isAsked">Whether the API server asks the agent; else a restart would take away what Pods have.</param>
    internal static IEnumerable<CheckLine> Judge(Found report, ReleaseNames release, bool isAsked)
    {
        JsonElement summary = Get(report.Body, "summary");
        if (report.Status is 401 or 403 && Text(report.Body, "title").Length > 0)
        {
            // A problem of the agent's own; the API server sends Status objects.
            yield return new(
                Category, "report", CheckStatus.Warn, $"the agent wants a token for its report: {Text(report.Body, "detail")}",
                $"{AgentToken.Advice}: {AgentToken.SecretCommand(release)}");
            yield break;
        }

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
        foreach (CheckLine line in Gaps(report.Body, summary, release, isAsked))
        {
            yield return line;
        }
    }

    private static IEnumerable<CheckLine> Gaps(JsonElement report, JsonElement summary, ReleaseNames release, bool isAsked)
    {
        (string State, string Says, Func<PodOrigin, string> Command)[] gaps =
        [
            (Restart, "not as asked for since they were made", pod => pod.Advice),
            ("not_ready", "with containers of ours that are not ready", pod => $"kubectl -n {pod.Namespace} describe pod {pod.Name}"),
            ("refused", "asked for and refused", pod => $"podmirror explain pod/{pod.Name} -n {pod.Namespace}"),
        ];
        const string first = "put the webhook right first: till then a restart takes the containers away; then ";
        foreach ((string state, string says, Func<PodOrigin, string> command) in gaps)
        {
            PodOrigin[] pods = [.. Items(Get(report, "pods")).Where(pod => Text(pod, "state") == state).Select(PodOrigin.OfReport)];
            int count = Math.Max(pods.Length, Number(summary, state));
            if (count > 0)
            {
                string names = NamespaceChecks.Joined([.. pods.Select(pod => pod.FullName)]);
                string? advice = PodAdvice.Of(pods, count, command, $"kubectl get --raw '{Path(release)}?state={state}'");
                yield return new(
                    Category, state, CheckStatus.Warn, $"{ClusterChecks.Counted(count, "Pod")} {says}: {names}",
                    isAsked || state != Restart ? advice : first + advice);
            }
        }
    }
}
