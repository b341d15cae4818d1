using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>
/// Writes JSON as YAML in block style. A text stands without quotes only when no reader takes it for anything else; the library's writer of YAML
/// leaves
/// line separators and words of other schemas as they are, and writes control characters in a form that is none.
/// </summary>
internal static class YamlText
{
    // A key in one line may have 1024 characters (YAML 1.2 section 7.4.2); longer ones are marked.
    private const int LongestKey = 1000;
    private const int Step = 2;

    private static readonly HashSet<string> Words =
        new(StringComparer.OrdinalIgnoreCase) { "null", "true", "false", "yes", "no", "on", "off", "y", "n" };

    /// <summary>Writes it, with a line end at its end.</summary>
    public static string Of(JsonElement root)
    {
        var text = new StringBuilder();
        Members(text, root, 0, goesOn: false);
        return text.ToString();
    }

    private static void Members(StringBuilder text, JsonElement members, int indent, bool goesOn)
    {
        foreach (JsonProperty member in members.EnumerateObject())
        {
            text.Append(' ', goesOn ? 0 : indent);
            goesOn = false;
            string key = Text(member.Name);
            bool isLong = key.Length > LongestKey;
            text.Append(isLong ? "? " : "").Append(key);
            if (isLong)
            {
                text.Append('\n').Append(' ', indent);
            }

            text.Append(':');
            Value(text, member.Value, indent + Step);
        }
    }

    // What stands behind a colon or a hyphen.
    private static void Value(StringBuilder text, JsonElement value, int indent)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().MoveNext():
                text.Append('\n');
                Members(text, value, indent, goesOn: false);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                text.Append('\n');
                Items(text, value, indent);
                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static void Items(StringBuilder text, JsonElement items, int indent)
    {
        foreach (JsonElement item in items.EnumerateArray())
        {
            text.Append(' ', indent).Append('-');
            if (item.ValueKind == JsonValueKind.Object && item.EnumerateObject().MoveNext())
            {
                text.Append(' ');
                Members(text, item, indent + Step, goesOn: true);
            }
            else
            {
                Value(text, item, indent + Step);
            }
        }
    }

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => Text(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Text(string text) => IsPlain(text) ? text : Quoted(text);

    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '/') && !Words.Contains(text)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '{' or '}');

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"' or '\\':
                    quoted.Append('\\').Append((char)rune.Value);
                    break;
                case '\n':
                    quoted.Append("\\n");
                    break;
                case > 0xFFFF:
                    quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
                    break;
                case < 0x20 or (>= 0x7F and <= 0xA0) or 0x2028 or 0x2029 or 0xFEFF or 0xFFFE or 0xFFFF:
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
                    break;
                default:
                    quoted.Append(rune.ToString());
                    break;
            }
        }

        return quoted.Append('"').ToString();
    }
}
