using System.Globalization;
using System.Text;

namespace PodMirror.Spans;

/// <summary>Reads the strings of JSON as they stand on the wire.</summary>
internal static class JsonText
{
    private const int EscapeDigits = 4;

    /// <summary>Whether a value is a string.</summary>
    internal static bool IsText(ReadOnlySpan<byte> value) => !value.IsEmpty && value[0] == '"';

    /// <summary>What stands between the quotes, of which the second may be missing.</summary>
    internal static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> value) =>
        value.Length > 1 && value[^1] == '"' ? value[1..^1] : value[Math.Min(1, value.Length)..];

    /// <summary>The text of a string without its escapes, where it lies when it has none; empty when the value is no string.</summary>
    internal static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> value, ByteBuffer scratch)
    {
        if (!IsText(value))
        {
            return default;
        }

        ReadOnlySpan<byte> text = Between(value);
        if (text.IndexOf((byte)'\\') < 0)
        {
            return text;
        }

        scratch.Clear();
        while (text.IndexOf((byte)'\\') is >= 0 and var at)
        {
            scratch.Append(text[..at]);
            text = text[at..];
            text = text[AppendEscape(text, scratch)..];
        }

        scratch.Append(text);
        return scratch.Written;
    }

    // The bytes of the escape that the text begins with; a broken one stays as it is.
    private static int AppendEscape(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        if (text.Length < 2)
        {
            output.Append(text);
            return text.Length;
        }

        if (text[1] == 'u')
        {
            return AppendUnicode(text, output);
        }

        output.Append(text[1] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            byte other => other,
        });
        return 2;
    }

    private static int AppendUnicode(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        int bytes = 2 + EscapeDigits;
        if (!TryUnit(text, out char unit))
        {
            output.Append(text[..2]);
            return 2;
        }

        if (!Rune.TryCreate(unit, out Rune rune))
        {
            // Half of a pair: the other half is the next escape, or the text is broken.
            if (TryUnit(text[bytes..], out char second) && Rune.TryCreate(unit, second, out rune))
            {
                bytes *= 2;
            }
            else
            {
                rune = Rune.ReplacementChar;
            }
        }

        Span<byte> utf8 = stackalloc byte[4];
        output.Append(utf8[..rune.EncodeToUtf8(utf8)]);
        return bytes;
    }

    private static bool TryUnit(ReadOnlySpan<byte> text, out char unit)
    {
        ushort number = 0;
        bool isUnit = text.Length >= 2 + EscapeDigits && text[0] == '\\' && text[1] == 'u'
            && ushort.TryParse(text.Slice(2, EscapeDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
        unit = (char)number;
        return isUnit;
    }
}
