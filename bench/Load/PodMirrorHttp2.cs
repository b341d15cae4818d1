using System.Text;
using System.Text.Json;

namespace PodMirror.Bench.Load;

/// <summary>The lines of <c>podmirror replay --format json</c>, as docs/json.md has them.</summary>
internal static class PodMirrorHttp2
{
    /// <summary>Reads all exchanges.</summary>
    public static IEnumerable<Http2Seen> Read(TextReader lines)
    {
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            yield return Of(document.RootElement);
        }
    }

    private static Http2Seen Of(JsonElement root)
    {
        var seen = new Http2Seen();
        JsonElement request = root.GetProperty("request");
        JsonElement response = root.GetProperty("response");
        if (request.ValueKind != JsonValueKind.Null)
        {
            seen.Path = request.GetProperty("target").GetString();
            NoteMessage(seen, request);
        }

        if (response.ValueKind != JsonValueKind.Null)
        {
            JsonElement status = response.GetProperty("status");
            seen.Status = status.ValueKind == JsonValueKind.Null ? 0 : status.GetInt32();
            NoteMessage(seen, response);
        }

        string anomalies = root.GetProperty("anomalies").ToString();
        bool isDamaged = anomalies.Contains("_gap", StringComparison.Ordinal) || anomalies.Contains("_incomplete", StringComparison.Ordinal);
        seen.IsBodyWrong = !isDamaged && !(IsBodyRight(request, seen.Number) && IsBodyRight(response, seen.Number));
        return seen;
    }

    private static void NoteMessage(Http2Seen seen, JsonElement message)
    {
        seen.Note(Http2Wire.NumberOfBody(message.GetProperty("body").GetString() ?? ""));
        foreach (JsonElement field in message.GetProperty("headers").EnumerateArray())
        {
            seen.NoteField(field[0].GetString()!, field[1].GetString()!);
        }
    }

    private static bool IsBodyRight(JsonElement message, int number) =>
        message.ValueKind == JsonValueKind.Null
        || Wire.IsBody(
            Encoding.UTF8.GetBytes(message.GetProperty("body").GetString() ?? ""), number, (int)message.GetProperty("body_bytes").GetInt64());
}
