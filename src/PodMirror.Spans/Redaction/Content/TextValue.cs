using System.Buffers;
using System.Text;

namespace PodMirror.Spans;

/// <summary>The value after a separator in a text. Where forms disagree about its end, the farther one is taken.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset of the byte after it.</param>
internal readonly record struct TextValue(int Start, int End)
{
    // Of key=value: spaces end it, as in logs, and what ends it in a URL or an attribute of HTML.
    private static readonly SearchValues<byte> EndsOfWord = SearchValues.Create(" \t\r\n&\"'<>`"u8);

    // Of key: value within a line: a value may be several words.
    private static readonly SearchValues<byte> EndsOfPhrase = SearchValues.Create("\r\n,;&\"'<>`{}[])"u8);

    // What stands in a date in figures or words, and in a UUID.
    private static readonly SearchValues<byte> InShort = SearchValues.Create(
        [.. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-/.:+,"u8, .. Enumerable.Range(128, 128).Select(b => (byte)b)]);

    // "17 September 1974", "May 17, 1974"; and the digits of a day and a month with a year of two.
    private const int MaxShortBytes = 40;
    private const int MaxShortWords = 3;
    private const int EnoughDigits = 6;

    /// <summary>Finds the value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The key before the separator.</param>
    /// <param name="separator">Offset of the separator, = or a colon.</param>
    internal static TextValue After(ReadOnlySpan<byte> text, TextKey key, int separator)
    {
        bool isColon = text[separator] == ':';
        int start = Behind(text, separator);
        int quote = Skip(text, start, "\\"u8);
        if (quote < text.Length && text[quote] is (byte)'"' or (byte)'\'' or (byte)'`')
        {
            return Quoted(text, start, quote);
        }

        if (start < text.Length && text[start] is (byte)'{' or (byte)'[')
        {
            return new TextValue(start, EndOfBraces(text, start));
        }

        if (isColon && key.BeginsLine(text, out int indent))
        {
            return Line(text, start, indent);
        }

        int end = EndAt(text, start, isColon ? EndsOfPhrase : EndsOfWord);
        return new TextValue(start, IsScheme(text[start..end]) ? EndAt(text, Skip(text, end, " \t"u8), EndsOfWord) : end);
    }

    /// <summary>Finds a value of few words, a date above all: so much of what follows as may belong to one, and nothing behind that.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separator">Offset of the separator, = or a colon.</param>
    internal static TextValue ShortAfter(ReadOnlySpan<byte> text, int separator)
    {
        int start = Behind(text, separator);
        int quote = Skip(text, start, "\\"u8);
        start = quote < text.Length && text[quote] is (byte)'"' or (byte)'\'' or (byte)'`' ? quote + 1 : start;
        ReadOnlySpan<byte> rest = text[start..Math.Min(text.Length, start + MaxShortBytes)];
        int end = 0;
        int digits = 0;
        for (int words = 0; words < MaxShortWords && digits < EnoughDigits; words++)
        {
            int begin = words > 0 && end < rest.Length && rest[end] == ' ' ? end + 1 : end;
            int length = TextClass.RunOf(InShort, rest[begin..], MaxShortBytes);
            if (length == 0)
            {
                break;
            }

            end = begin + length;
            digits += CountDigits(rest[begin..end]);
        }

        return new TextValue(start, start + rest[..end].TrimEnd(".,:"u8).Length);
    }

    // A quote that is escaped so often as the opening one ends the value.
    private static TextValue Quoted(ReadOnlySpan<byte> text, int start, int quote)
    {
        int escapes = quote - start;
        int at = quote + 1;
        while (at < text.Length)
        {
            int next = text[at..].IndexOf(text[quote]);
            if (next < 0)
            {
                break;
            }

            at += next;
            int before = at;
            while (before > quote + 1 && text[before - 1] == '\\' && at - before <= escapes)
            {
                before--;
            }

            if (at - before <= escapes)
            {
                return new TextValue(quote + 1, before);
            }

            at++;
        }

        return new TextValue(quote + 1, text.Length);
    }

    private static int EndOfBraces(ReadOnlySpan<byte> text, int at)
    {
        int depth = 0;
        while (at < text.Length && text[at..].IndexOfAny("{[]}"u8) is >= 0 and var next)
        {
            at += next + 1;
            depth += text[at - 1] is (byte)'{' or (byte)'[' ? 1 : -1;
            if (depth == 0)
            {
                return at;
            }
        }

        return text.Length;
    }

    // To the end of the line; of an empty one, or a block of YAML, over the lines that are indented deeper.
    private static TextValue Line(ReadOnlySpan<byte> text, int start, int indent)
    {
        int end = EndOfLine(text, start);
        ReadOnlySpan<byte> value = text[start..end].Trim(" \t"u8);
        if (!value.IsEmpty && value[0] is not ((byte)'|' or (byte)'>'))
        {
            return new TextValue(start, end);
        }

        int last = end;
        while (end < text.Length)
        {
            int begin = Skip(text, end, "\r\n"u8);
            int first = Skip(text, begin, " \t"u8);
            if (first - begin <= indent)
            {
                break;
            }

            end = EndOfLine(text, first);
            last = end;
        }

        return new TextValue(start, last);
    }

    // := of Pascal's kin, => of Ruby and PHP.
    private static int Behind(ReadOnlySpan<byte> text, int separator)
    {
        int start = separator + 1;
        start += start < text.Length && text[start] is (byte)'=' or (byte)'>' ? 1 : 0;
        return Skip(text, start, " \t"u8);
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        int digits = 0;
        foreach (byte b in text)
        {
            digits += TextClass.IsDigit(b) ? 1 : 0;
        }

        return digits;
    }

    private static bool IsScheme(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "Bearer"u8) || Ascii.EqualsIgnoreCase(word, "Basic"u8) || Ascii.EqualsIgnoreCase(word, "Token"u8);

    private static int EndOfLine(ReadOnlySpan<byte> text, int from) =>
        text[from..].IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? from + end : text.Length;

    private static int EndAt(ReadOnlySpan<byte> text, int from, SearchValues<byte> ends) =>
        text[from..].IndexOfAny(ends) is >= 0 and var end ? from + end : text.Length;

    private static int Skip(ReadOnlySpan<byte> text, int from, ReadOnlySpan<byte> skipped) =>
        text[from..].IndexOfAnyExcept(skipped) is >= 0 and var end ? from + end : text.Length;
}
