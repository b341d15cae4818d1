using System.Globalization;
using System.Text;

namespace PodMirror.Sidecar.Inject;

/// <summary>
/// Strings as YAML that every reader takes for strings: readers of YAML 1.1 and 1.2 differ over what yes, 1_000, 12:30 and 2001-01-01 are, so that
/// whatever begins as a number or could be a word stands in quotes, quantities as 100m and 64Mi excepted.
/// </summary>
internal static class YamlText
{
    // Letters and digits aside. A colon is looked at by itself, and blanks only stand inside.
    private const string Inner = "_./@%+=,-$()";

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "y", "yes", "n", "no", "true", "false", "on", "off", "null", "inf", "nan", "infinity",
    };

    private static readonly string[] Units = ["m", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti"];

    /// <summary>A string on one line.</summary>
    internal static string Quote(string text) =>
        IsPlain(text) ? text
        : text.AsSpan().ContainsAny('"', '\\') && text.All(YamlCharacters.IsPlainText) ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"
        : DoubleQuoted(text);

    /// <summary>
    /// Whether a string can stand as a literal block and come back the same by any reader: lines of ordinary characters of which neither the
    /// first nor the last begins with or is blank, with at most one break at the end.
    /// </summary>
    internal static bool IsBlock(string text)
    {
        string body = text.EndsWith('\n') ? text[..^1] : text;
        return body.Length > 0
            && text.Contains('\n', StringComparison.Ordinal)
            && !char.IsWhiteSpace(body[0])
            && !char.IsWhiteSpace(body[^1])
            && body.All(c => c is '\n' or '\t' || YamlCharacters.IsPlainText(c));
    }

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || Words.Contains(text))
        {
            return false;
        }

        bool isName = char.IsAsciiLetter(text[0]) || text[0] is '_' or '/' || IsOption(text);
        return isName ? IsPlainFrom(text) : IsQuantity(text);
    }

    /// <summary>Whether it is an argument such as <c>-v</c> or <c>--mode</c>, which no reader takes for a list or for a number.</summary>
    private static bool IsOption(string text)
    {
        ReadOnlySpan<char> name = text.AsSpan(text.StartsWith("--", StringComparison.Ordinal) ? 2 : 1);
        return text[0] == '-' && name.Length > 0 && char.IsAsciiLetter(name[0]);
    }

    private static bool IsPlainFrom(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool isFine = text[i] switch
            {
                ' ' => i < text.Length - 1,
                ':' => i < text.Length - 1 && text[i + 1] != ' ',
                char c => char.IsAsciiLetterOrDigit(c) || Inner.Contains(c, StringComparison.Ordinal),
            };
            if (!isFine)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsQuantity(string text)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && text[0] != '0' && Units.Contains(text[digits..]);
    }

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                '\r' => quoted.Append("\\r"),
                _ when YamlCharacters.IsPlainText(c) => quoted.Append(c),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
            };
        }

        return quoted.Append('"').ToString();
    }
}
