using System.Text.Json;

namespace PodMirror.Bench.Load;

/// <summary>The lines of Suricata's eve.json of HTTP/2: one a stream, and one for each frame that belongs to none.</summary>
internal static class SuricataHttp2
{
    /// <summary>Reads all exchanges.</summary>
    public static IEnumerable<Http2Seen> Read(TextReader lines)
    {
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.TryGetProperty("http", out JsonElement http)
                && http.TryGetProperty("http2", out JsonElement http2)
                && http2.TryGetProperty("stream_id", out JsonElement stream) && stream.GetInt64() != 0)
            {
                yield return Of(http);
            }
        }
    }

    private static Http2Seen Of(JsonElement http)
    {
        var seen = new Http2Seen
        {
            Path = http.TryGetProperty("url", out JsonElement url) ? url.GetString() : null,
            Status = http.TryGetProperty("status", out JsonElement status) ? status.GetInt32() : 0,
        };
        foreach (string side in (string[])["request_headers", "response_headers"])
        {
            if (http.TryGetProperty(side, out JsonElement fields))
            {
                foreach (JsonElement field in fields.EnumerateArray())
                {
                    NoteField(seen, field);
                }
            }
        }

        return seen;
    }

    // One that it could not decode has no name, but says so.
    private static void NoteField(Http2Seen seen, JsonElement field)
    {
        if (field.TryGetProperty("name", out JsonElement name) && field.TryGetProperty("value", out JsonElement value))
        {
            seen.NoteField(name.GetString()!, value.GetString()!);
        }
    }
}
