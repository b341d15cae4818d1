using System.Text.Json;
using PodMirror.Sidecar.Cluster;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>Whether spans get from the agent's receivers to where they go, as it reports it (docs/api.md, /api/v1/pipeline).</summary>
internal static class PipelineCheck
{
    /// <summary>The category of all its lines.</summary>
    internal const string Category = "pipeline";

    private const int OldSeconds = 300;

    /// <summary>What the sidecars send too much of, or the wrong way; what a store leaves out by its rate is no trouble.</summary>
    private const string ByChoice = "rate";

    /// <summary>Where the report is: behind the API server, as that of coverage.</summary>
    internal static string Path(ReleaseNames release) => ClusterPaths.AgentWeb(release) + "/api/v1/pipeline";

    /// <summary>Judges the report. Where it cannot be read there is no line: that of coverage says so, and why.</summary>
    internal static IEnumerable<CheckLine> Judge(Found report, ReleaseNames release)
    {
        JsonElement received = Get(report.Body, "received");
        if (!report.IsThere || received.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        string where = $"kubectl get --raw '{Path(release)}'";
        string trouble = Text(Get(report.Body, "queue"), "trouble");
        if (trouble.Length > 0)
        {
            yield return new(
                Category, "queue", CheckStatus.Fail, $"the agent's queue cannot be written to, so that it takes nothing: {trouble}",
                "look for room on the agent's volume, then at the agent's log");
        }

        bool isWell = trouble.Length == 0;
        foreach (JsonElement destination in Items(Get(report.Body, "destinations")))
        {
            foreach (CheckLine line in Destination(destination, where))
            {
                isWell = false;
                yield return line;
            }
        }

        long refused = Sum(Get(received, "refused"), "");
        if (refused > 0)
        {
            isWell = false;
            yield return new(
                Category, "refused", CheckStatus.Warn, $"{refused} spans were refused as they came: {Listed(Get(received, "refused"), "")}", where);
        }

        if (isWell)
        {
            yield return new(Category, "well", CheckStatus.Ok, $"{Long(received, "accepted")} spans received, and none of them lost");
        }

        foreach (CheckLine line in ProbeCheck.Judge(Get(report.Body, "probe"), release))
        {
            yield return line;
        }
    }

    private static IEnumerable<CheckLine> Destination(JsonElement destination, string where)
    {
        string name = Text(destination, "kind") == "store" ? "the store" : Text(destination, "name");
        long waiting = Long(destination, "waiting");
        long age = Long(destination, "oldest_age_seconds");
        string trouble = Text(destination, "trouble");
        if (trouble.Length > 0 || age > OldSeconds)
        {
            string why = trouble.Length > 0 ? $"fails: {trouble}" : "does not keep up";
            yield return new(
                Category, "destination", CheckStatus.Warn, $"{name} {why}; {waiting} spans wait for it, the oldest for {age} s",
                "they wait in the agent's queue until they are too many or too old");
        }

        JsonElement dropped = Get(destination, "dropped");
        long lost = Sum(dropped, ByChoice);
        if (lost > 0)
        {
            yield return new(Category, "lost", CheckStatus.Warn, $"{lost} spans are lost for {name}: {Listed(dropped, ByChoice)}", where);
        }
    }

    private static long Sum(JsonElement counts, string without) => Counts(counts, without).Sum(count => count.Count);

    private static string Listed(JsonElement counts, string without) =>
        string.Join(", ", Counts(counts, without).Select(count => $"{count.Count} {count.Reason}"));

    private static IEnumerable<(string Reason, long Count)> Counts(JsonElement counts, string without) =>
        counts.ValueKind != JsonValueKind.Object
            ? []
            : counts.EnumerateObject().Where(count => count.Name != without).Select(count => (count.Name, Long(counts, count.Name)));

    private static long Long(JsonElement parent, string name) => Get(parent, name) is { ValueKind: JsonValueKind.Number } number
        && number.TryGetInt64(out long value) ? value : 0;
}
