using System.Globalization;
using System.Text.Json;

namespace PodMirror.Bench.Load;

/// <summary>A line of Suricata's eve.json with every header dumped.</summary>
internal static class SuricataOutput
{
    /// <summary>Reads a line.</summary>
    public static Seen Read(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        if (!document.RootElement.TryGetProperty("http", out JsonElement http))
        {
            return Seen.Nothing;
        }

        int asked = http.TryGetProperty("url", out JsonElement url) && url.GetString()!.StartsWith(Wire.TargetPrefix, StringComparison.Ordinal)
            ? int.Parse(url.GetString()![Wire.TargetPrefix.Length..], CultureInfo.InvariantCulture)
            : -1;
        int answered = http.TryGetProperty("response_headers", out JsonElement headers)
            ? headers.EnumerateArray()
                .Where(h => h.GetProperty("name").ValueEquals("X-Request-Id"))
                .Select(h => int.Parse(h.GetProperty("value").GetString()!, CultureInfo.InvariantCulture))
                .FirstOrDefault(-1)
            : -1;
        return new Seen(asked, answered, false, null);
    }
}
