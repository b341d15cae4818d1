using System.Globalization;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>
/// A call as the agent's list and live stream have it (docs/api.md). Texts are as they came: only <see cref="VisibleRunes"/> shows them.
/// </summary>
/// <param name="Json">The whole object.</param>
internal sealed record LiveRow(JsonElement Json)
{
    private const int DateCharacters = 11; // 2026-01-31T
    private const int TimeCharacters = 12; // 12:00:00.123

    /// <summary>Which span it is; the same however often it comes.</summary>
    internal string Key => Text(Json, "trace_id") + Text(Json, "span_id");

    /// <summary>The time of day in UTC, to the millisecond.</summary>
    internal string TimeOfDay => Text(Json, "time") is { Length: >= DateCharacters + TimeCharacters } time
        ? time.Substring(DateCharacters, TimeCharacters)
        : "";

    /// <summary>When it began; the beginning of time when that cannot be read.</summary>
    internal DateTimeOffset Time =>
        DateTimeOffset.TryParse(Text(Json, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read)
            ? read
            : DateTimeOffset.UnixEpoch;

    /// <summary>How long it took, in nanoseconds.</summary>
    internal long DurationNs => Number("duration_ns") ?? 0;

    /// <summary>The response's status; null without one.</summary>
    internal long? Status => Number("status");

    /// <summary>The service with its namespace; what there is of both.</summary>
    internal string Service => string.Join('/', new[] { Text(Json, "namespace"), Text(Json, "service") }.Where(part => part.Length > 0));

    /// <summary>The service alone; empty when its resource names none.</summary>
    internal string ServiceName => Text(Json, "service");

    /// <summary>The host that was asked for; empty when it was not seen.</summary>
    internal string Host => Text(Json, "host");

    /// <summary>Whether the client told of it.</summary>
    internal bool IsEgress => Text(Json, "direction") == "egress";

    /// <summary>The request's method; empty when it was not seen.</summary>
    internal string Method => Text(Json, "method");

    /// <summary>The request's path; empty when it was not seen.</summary>
    internal string Path => Text(Json, "path");

    /// <summary>The span's name.</summary>
    internal string Name => Text(Json, "name");

    /// <summary>What was not clean, by name.</summary>
    internal IEnumerable<string> Anomalies => Items(Get(Json, "anomalies")).Select(name => name.ToString());

    /// <summary>Reads a row; null when it is none.</summary>
    internal static LiveRow? TryRead(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new LiveRow(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private long? Number(string name) =>
        Get(Json, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : null;
}
