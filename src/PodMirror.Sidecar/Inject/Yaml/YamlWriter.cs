using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodMirror.Sidecar.Inject;

/// <summary>
/// Writes data as YAML in the form that kubectl prints: blocks, two columns a level, lists below their key. The same data always make the same
/// bytes.
/// </summary>
internal sealed class YamlWriter
{
    // A longer key must be announced by a question mark (YAML 1.2, section 7.4.3); some readers count its quotes, too.
    private const int MaxSimpleKey = 1000;

    private const int Step = 2;

    private readonly StringBuilder _text = new();

    /// <summary>Writes a document, with a break at its end.</summary>
    internal static string Write(JsonObject document)
    {
        var writer = new YamlWriter();
        writer.WriteMembers(document, 0);
        return writer._text.ToString();
    }

    /// <summary>Members, of which the first goes on where the text is.</summary>
    private void WriteMembers(JsonObject map, int indent)
    {
        bool isFirst = true;
        foreach ((string name, JsonNode? value) in map)
        {
            _text.Append(' ', isFirst ? 0 : indent);
            isFirst = false;
            string key = YamlText.Quote(name);
            if (key.Length > MaxSimpleKey)
            {
                _text.Append("? ").Append(key).Append('\n').Append(' ', indent);
                key = "";
            }

            _text.Append(key).Append(':');
            WriteMember(value, indent);
        }
    }

    private void WriteMember(JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                _text.Append('\n').Append(' ', indent + Step);
                WriteMembers(map, indent + Step);
                break;
            case JsonArray { Count: > 0 } list:
                _text.Append('\n').Append(' ', indent);
                WriteItems(list, indent);
                break;
            default:
                _text.Append(' ');
                WriteScalar(value, indent + Step);
                break;
        }
    }

    /// <summary>Items, of which the first goes on where the text is.</summary>
    private void WriteItems(JsonArray list, int indent)
    {
        for (int i = 0; i < list.Count; i++)
        {
            _text.Append(' ', i == 0 ? 0 : indent).Append("- ");
            switch (list[i])
            {
                case JsonObject { Count: > 0 } map:
                    WriteMembers(map, indent + Step);
                    break;
                case JsonArray { Count: > 0 } inner:
                    WriteItems(inner, indent + Step);
                    break;
                default:
                    WriteScalar(list[i], indent + Step);
                    break;
            }
        }
    }

    private void WriteScalar(JsonNode? value, int indent)
    {
        switch (value?.GetValueKind())
        {
            case JsonValueKind.Object:
                _text.Append("{}\n");
                break;
            case JsonValueKind.Array:
                _text.Append("[]\n");
                break;
            case JsonValueKind.String:
                WriteText(value.GetValue<string>(), indent);
                break;
            case JsonValueKind.Number:
                _text.Append(Number(value.ToJsonString())).Append('\n');
                break;
            default:
                _text.Append(value?.ToJsonString() ?? "null").Append('\n');
                break;
        }
    }

    private void WriteText(string text, int indent)
    {
        if (!YamlText.IsBlock(text))
        {
            _text.Append(YamlText.Quote(text)).Append('\n');
            return;
        }

        _text.Append(text.EndsWith('\n') ? "|\n" : "|-\n");
        foreach (ReadOnlySpan<char> line in text.AsSpan().TrimEnd('\n').EnumerateLines())
        {
            _text.Append(' ', line.IsEmpty ? 0 : indent).Append(line).Append('\n');
        }
    }

    // To a reader of YAML 1.1 a number with an exponent and without a point is a text.
    private static string Number(string json) =>
        json.Contains('E', StringComparison.Ordinal) && !json.Contains('.', StringComparison.Ordinal)
            ? json.Replace("E", ".0E", StringComparison.Ordinal)
            : json;
}
