using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PodMirror.Corpus.Tests;

/// <summary>One test of llhttp's: a heading, the bytes of a connection's one direction, and the events that llhttp reports for them.</summary>
/// <param name="File">The file, as request/uri.md.</param>
/// <param name="Name">The heading; numbered where a file has it more than once.</param>
/// <param name="Type">request, response, and with what leniency: request-lenient-headers.</param>
/// <param name="SkipsBody">Whether the test tells llhttp to skip the body.</param>
/// <param name="Input">The bytes as Latin-1 text.</param>
/// <param name="Expected">What llhttp makes of them.</param>
internal sealed partial record LlhttpVector(string File, string Name, string Type, bool SkipsBody, string Input, LlhttpLog Expected)
{
    /// <summary>File and name, as docs/llhttp.md has them.</summary>
    public string Title => $"{File}: {Name}";

    /// <summary>Whether the bytes are the client's.</summary>
    public bool IsRequest => Type.StartsWith("request", StringComparison.Ordinal);

    /// <summary>Reads all vectors below a folder, in the order of files and headings.</summary>
    public static List<LlhttpVector> Load(string folder)
    {
        var vectors = new List<LlhttpVector>();
        foreach (string side in (string[])["request", "response"])
        {
            foreach (string path in Directory.GetFiles(Path.Combine(folder, side), "*.md").Order(StringComparer.Ordinal))
            {
                vectors.AddRange(Read(path, $"{side}/{Path.GetFileName(path)}"));
            }
        }

        return vectors;
    }

    private static IEnumerable<LlhttpVector> Read(string path, string file)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        string name = "", meta = "", input = "";
        string[] lines = System.IO.File.ReadAllLines(path, Encoding.UTF8);
        for (int at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith('#'))
            {
                name = lines[at].TrimStart('#', ' ');
            }
            else if (lines[at].StartsWith("<!-- meta=", StringComparison.Ordinal))
            {
                meta = lines[at]["<!-- meta=".Length..].Replace("-->", "", StringComparison.Ordinal);
            }
            else if (lines[at] == "```http")
            {
                input = Unescape(Block(lines, ref at));
            }
            else if (lines[at] == "```log")
            {
                names[name] = names.GetValueOrDefault(name) + 1;
                string unique = names[name] == 1 ? name : $"{name} ({names[name]})";
                using JsonDocument document = JsonDocument.Parse(meta);
                JsonElement root = document.RootElement;
                bool skipsBody = root.TryGetProperty("skipBody", out JsonElement skip) && skip.GetBoolean();
                LlhttpLog log = LlhttpLog.Parse(Block(lines, ref at));
                yield return new LlhttpVector(file, unique, root.GetProperty("type").GetString()!, skipsBody, input, log);
            }
        }
    }

    private static string[] Block(string[] lines, ref int at)
    {
        int first = at + 1;
        at = Array.IndexOf(lines, "```", first);
        return lines[first..at];
    }

    /// <summary>As llhttp's own runner does it: a backslash at a line's end joins lines, lines end with CRLF, then the escapes.</summary>
    private static string Unescape(string[] lines)
    {
        string text = string.Join('\n', lines).Replace("\\\n", "", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        text = text.Replace("\\r", "\r", StringComparison.Ordinal)
            .Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\\t", "\t", StringComparison.Ordinal)
            .Replace("\\f", "\f", StringComparison.Ordinal);
        return WireText(HexEscape().Replace(text, match => $"{(char)Convert.ToInt32(match.Groups[1].Value, 16)}"));
    }

    /// <summary>Latin-1 text of the UTF-8 bytes: one character a byte, which is also how the pipeline's output is compared.</summary>
    internal static string WireText(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\\x([0-9a-fA-F]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HexEscape();
}
