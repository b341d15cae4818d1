using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodMirror.Sidecar.Inject;

/// <summary>Writes JSON the way that the text it takes the place of was laid out: on one line, or indented as much as that was.</summary>
internal static class JsonLayout
{
    private const int MaxIndent = 8;

    /// <summary>Writes it.</summary>
    /// <param name="data">The data.</param>
    /// <param name="former">What was there before.</param>
    internal static string Write(JsonNode data, ReadOnlySpan<char> former)
    {
        int line = former.IndexOf('\n') + 1;
        ReadOnlySpan<char> second = former[line..];
        int indent = second.IndexOfAnyExcept(' ', '\t');
        var options = new JsonWriterOptions
        {
            // Whoever reads manifests does not put them into HTML; <, > and accented letters stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = line > 0,
            IndentCharacter = second.StartsWith('\t') ? '\t' : ' ',
            IndentSize = Math.Clamp(indent, 1, MaxIndent),
            NewLine = former.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n",
        };
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            data.WriteTo(json);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
