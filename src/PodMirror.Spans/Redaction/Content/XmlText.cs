using System.Buffers.Text;
using System.Text;

namespace PodMirror.Spans;

/// <summary>The references of XML's text (XML 1.0 section 4.1), for looking into it, and back again for text that was changed.</summary>
internal static class XmlText
{
    // &#x10FFFF; and leading zeros beyond reason.
    private const int MaxReferenceBytes = 16;

    /// <summary>Writes a text without its references. One that is not known stays as it is.</summary>
    internal static void Decode(ReadOnlySpan<byte> raw, ByteBuffer output)
    {
        while (raw.IndexOf((byte)'&') is >= 0 and var at)
        {
            output.Append(raw[..at]);
            raw = raw[at..];
            int end = raw[..Math.Min(raw.Length, MaxReferenceBytes)].IndexOf((byte)';');
            if (end > 0 && TryReference(raw[1..end], output))
            {
                raw = raw[(end + 1)..];
            }
            else
            {
                output.Append(raw[0]);
                raw = raw[1..];
            }
        }

        output.Append(raw);
    }

    /// <summary>Writes a text with the references that it needs in an element or an attribute.</summary>
    internal static void Encode(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        while (text.IndexOfAny("&<>\"'"u8) is >= 0 and var at)
        {
            output.Append(text[..at]);
            output.Append(text[at] switch
            {
                (byte)'&' => "&amp;"u8,
                (byte)'<' => "&lt;"u8,
                (byte)'>' => "&gt;"u8,
                (byte)'"' => "&quot;"u8,
                _ => "&apos;"u8,
            });
            text = text[(at + 1)..];
        }

        output.Append(text);
    }

    private static bool TryReference(ReadOnlySpan<byte> name, ByteBuffer output)
    {
        byte simple = name switch
        {
            _ when name.SequenceEqual("amp"u8) => (byte)'&',
            _ when name.SequenceEqual("lt"u8) => (byte)'<',
            _ when name.SequenceEqual("gt"u8) => (byte)'>',
            _ when name.SequenceEqual("quot"u8) => (byte)'"',
            _ when name.SequenceEqual("apos"u8) => (byte)'\'',
            _ => 0,
        };
        if (simple != 0)
        {
            output.Append(simple);
            return true;
        }

        if (name.Length < 2 || name[0] != '#')
        {
            return false;
        }

        bool isHex = name[1] is (byte)'x' or (byte)'X';
        ReadOnlySpan<byte> digits = name[(isHex ? 2 : 1)..];
        if (!Utf8Parser.TryParse(digits, out uint scalar, out int used, isHex ? 'x' : 'D') || used != digits.Length
            || !Rune.TryCreate(scalar, out Rune rune))
        {
            return false;
        }

        Span<byte> utf8 = stackalloc byte[4];
        output.Append(utf8[..rune.EncodeToUtf8(utf8)]);
        return true;
    }
}
