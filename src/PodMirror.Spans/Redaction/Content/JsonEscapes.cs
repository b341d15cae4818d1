using System.Buffers;
using System.Text;

namespace PodMirror.Spans;

/// <summary>The escapes of strings in JSON (RFC 8259 section 7), for looking into strings and for those that were changed.</summary>
internal static class JsonEscapes
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static c => (byte)c), (byte)'"', (byte)'\\']);

    /// <summary>Writes a string without its escapes. One that is no escape stays as it is; half of a surrogate pair becomes U+FFFD.</summary>
    internal static void Unescape(ReadOnlySpan<byte> raw, ByteBuffer output)
    {
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            output.Append(raw[..at]);
            raw = raw[at..];
            if (raw.Length < 2)
            {
                break;
            }

            raw = raw[(raw[1] == 'u' ? WriteUnicode(raw, output) : WriteSimple(raw, output))..];
        }

        output.Append(raw);
    }

    /// <summary>
    /// Writes a text in which strings of JSON stand, with the characters of ASCII that need no escape without one: it says the same.
    /// </summary>
    internal static void UnescapeAscii(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        while (text.IndexOf("\\u00"u8) is >= 0 and var at)
        {
            int unit = Unit(text[at..]);
            bool isPlain = unit is >= 0x20 and < 0x7f and not ('"' or '\\' or '<' or '>' or '&' or '\'');
            output.Append(text[..at]);
            if (isPlain)
            {
                output.Append((byte)unit);
            }
            else
            {
                output.Append(text.Slice(at, 4));
            }

            text = text[(at + (isPlain ? 6 : 4))..];
        }

        output.Append(text);
    }

    /// <summary>Writes a string with the escapes that it needs.</summary>
    internal static void Escape(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            output.Append(text[..at]);
            byte b = text[at];
            text = text[(at + 1)..];
            if (b is (byte)'"' or (byte)'\\')
            {
                output.Append((byte)'\\');
                output.Append(b);
            }
            else if (b == '\n')
            {
                output.Append("\\n"u8);
            }
            else
            {
                output.Append("\\u00"u8);
                output.Append((byte)('0' + (b >> 4)));
                output.Append((byte)((b & 15) < 10 ? '0' + (b & 15) : 'a' + (b & 15) - 10));
            }
        }

        output.Append(text);
    }

    private static int WriteSimple(ReadOnlySpan<byte> raw, ByteBuffer output)
    {
        switch (raw[1])
        {
            case (byte)'n': output.Append((byte)'\n'); break;
            case (byte)'t': output.Append((byte)'\t'); break;
            case (byte)'r': output.Append((byte)'\r'); break;
            case (byte)'b': output.Append((byte)'\b'); break;
            case (byte)'f': output.Append((byte)'\f'); break;
            default: output.Append(raw[1]); break;
        }

        return 2;
    }

    private static int WriteUnicode(ReadOnlySpan<byte> raw, ByteBuffer output)
    {
        int unit = Unit(raw);
        if (unit < 0)
        {
            output.Append(raw[..2]);
            return 2;
        }

        int read = 6;
        var rune = Rune.ReplacementChar;
        if (char.IsHighSurrogate((char)unit) && Unit(raw[6..]) is >= 0 and var low && char.IsLowSurrogate((char)low))
        {
            rune = new Rune((char)unit, (char)low);
            read = 12;
        }
        else if (!char.IsSurrogate((char)unit))
        {
            rune = new Rune((char)unit);
        }

        Span<byte> utf8 = stackalloc byte[4];
        output.Append(utf8[..rune.EncodeToUtf8(utf8)]);
        return read;
    }

    // The code unit of \uXXXX; -1 where there is none.
    private static int Unit(ReadOnlySpan<byte> raw)
    {
        if (raw.Length < 6 || raw[0] != '\\' || raw[1] != 'u')
        {
            return -1;
        }

        int unit = 0;
        foreach (byte b in raw[2..6])
        {
            if (!char.IsAsciiHexDigit((char)b))
            {
                return -1;
            }

            unit = (unit << 4) | (b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10);
        }

        return unit;
    }
}
