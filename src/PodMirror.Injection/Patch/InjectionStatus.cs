using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>
/// The status annotation: what was decided over a Pod, as one line of JSON, for people and for the coverage report. It is a report and no proof:
/// whoever writes Pods can write it.
/// </summary>
internal static class InjectionStatus
{
    private const int HashBytes = 8;

    /// <summary>Formats the status of a decision.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="containers">The containers, whose hash tells Pods of an older form; null when nothing is injected.</param>
    /// <param name="parts">What is added beside them, and could not be told from the Pod's own afterwards.</param>
    /// <param name="image">Their image: others may write it anew behind us, with a digest or of another registry.</param>
    internal static string Format(InjectionDecision decision, InjectedContainers? containers, AddedParts parts, string image)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteBoolean("injected", decision.IsInjected);
            json.WriteString("reason", decision.Reason.Word());
            if (decision.Detail is { } detail)
            {
                json.WriteString("detail", detail);
            }

            if (containers is not null)
            {
                json.WriteString("mode", decision.Mode.Word());
                json.WriteString("image", image);
                json.WriteString("hash", Convert.ToHexStringLower(SHA256.HashData(containers.All.Span)[..HashBytes]));
                parts.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
