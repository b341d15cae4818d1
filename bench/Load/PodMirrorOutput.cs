using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PodMirror.Bench.Load;

/// <summary>A line of <c>podmirror replay --format json</c>, as docs/json.md has it.</summary>
internal static class PodMirrorOutput
{
    /// <summary>Reads a line.</summary>
    public static Seen Read(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        JsonElement request = root.GetProperty("request");
        JsonElement response = root.GetProperty("response");
        int asked = request.ValueKind == JsonValueKind.Null ? -1 : Number(request.GetProperty("target").GetString()![Wire.TargetPrefix.Length..]);
        int answered = response.ValueKind == JsonValueKind.Null ? -1 : Header(response);
        bool? right = asked < 0 || answered < 0 ? null : BodyRight(request, asked) && BodyRight(response, asked);
        return new Seen(asked, answered, root.GetProperty("anomalies").GetArrayLength() > 0, right);
    }

    private static int Header(JsonElement message) =>
        message.GetProperty("headers").EnumerateArray()
            .Where(h => h[0].ValueEquals("X-Request-Id"))
            .Select(h => Number(h[1].GetString()!))
            .FirstOrDefault(-1);

    private static bool BodyRight(JsonElement message, int number)
    {
        byte[] body = Encoding.UTF8.GetBytes(message.GetProperty("body").GetString() ?? "");
        return Wire.IsBody(body, number, (int)message.GetProperty("body_bytes").GetInt64());
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
