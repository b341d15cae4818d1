using System.Buffers;
using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Store;
using PodMirror.Injection;

namespace PodMirror.Agent.Coverage;

/// <summary>The coverage report as JSON; docs/coverage.md has the fields.</summary>
internal static class CoverageJson
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">Whether it is whole.</param>
    /// <param name="pods">The Pods that are summed up.</param>
    /// <param name="isShown">Which of them are shown.</param>
    public static ReadOnlyMemory<byte> Write(CoverageReport report, IReadOnlyList<PodCoverage> pods, Func<PodCoverage, bool> isShown)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteBoolean("complete", report.IsComplete);
        json.WriteString("trouble", report.Trouble);
        json.WriteStartObject("summary");
        foreach (CoverageState state in Enum.GetValues<CoverageState>())
        {
            json.WriteNumber(Reasons.Name(state), pods.Count(pod => pod.State == state));
        }

        json.WriteEndObject();
        json.WriteStartArray("pods");
        foreach (PodCoverage pod in pods.Where(isShown))
        {
            WritePod(json, pod);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void WritePod(Utf8JsonWriter json, PodCoverage pod)
    {
        json.WriteStartObject();
        json.WriteString("namespace", pod.Pod.Namespace);
        json.WriteString("name", pod.Pod.Name);
        json.WriteString("uid", pod.Pod.Uid);
        json.WriteString("node", pod.Pod.Node.Length > 0 ? pod.Pod.Node : null);
        json.WriteString("created", Rfc3339Of(pod.Pod.Created));
        json.WriteStartObject("owner");
        json.WriteString("kind", pod.Pod.Owner.Kind);
        json.WriteString("name", pod.Pod.Owner.Name);
        json.WriteEndObject();
        json.WriteString("state", Reasons.Name(pod.State));
        json.WriteString("reason", pod.Decision.Reason.Word());
        json.WriteString("detail", pod.Decision.Detail);
        json.WriteString("sentence", pod.Sentence);
        json.WriteStartArray("containers");
        foreach (SidecarState sidecar in pod.Pod.Sidecars)
        {
            json.WriteStartObject();
            json.WriteString("name", sidecar.Name);
            json.WriteBoolean("ready", sidecar.IsReady);
            json.WriteNumber("restarts", sidecar.Restarts);
            json.WriteString("waiting", sidecar.Waiting);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("last_span", pod.LastSpan is { } time ? Rfc3339Of(time) : null);
        json.WriteEndObject();
    }

    private static string Rfc3339Of(DateTimeOffset time) => Rfc3339.Format(UnixTime.Nanoseconds(time));
}
