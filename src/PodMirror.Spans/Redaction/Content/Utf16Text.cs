using System.Buffers.Binary;
using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// Tells texts in UTF-16 and UTF-32 from others, by their mark or by where their zeros are, and brings them to UTF-8: redaction looks for
/// bytes of ASCII, and would pass by what has zeros between them.
/// </summary>
internal static class Utf16Text
{
    /// <summary>Whether a content is such a text; its UTF-8 form then is in the output, without a mark.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> content, ByteBuffer output)
    {
        if (content.Length < 4 || !IsUtf16(content, out bool isBigEndian))
        {
            return false;
        }

        output.Clear();
        Span<byte> utf8 = stackalloc byte[4];
        for (int at = 0; at + 1 < content.Length; at += 2)
        {
            char unit = Unit(content[at..], isBigEndian);

            // Half of each character of UTF-32, and no character of a text.
            if (unit is '\0' or '\ufeff')
            {
                continue;
            }

            Rune rune = Rune.ReplacementChar;
            if (char.IsHighSurrogate(unit) && at + 3 < content.Length && Unit(content[(at + 2)..], isBigEndian) is var low && char.IsLowSurrogate(low))
            {
                rune = new Rune(unit, low);
                at += 2;
            }
            else if (!char.IsSurrogate(unit))
            {
                rune = new Rune(unit);
            }

            output.Append(utf8[..rune.EncodeToUtf8(utf8)]);
        }

        return true;
    }

    private static char Unit(ReadOnlySpan<byte> content, bool isBigEndian) =>
        (char)(isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(content) : BinaryPrimitives.ReadUInt16LittleEndian(content));

    // RFC 4627 section 3 tells encodings apart by the zeros among the first four bytes; eight keep other files out.
    private static bool IsUtf16(ReadOnlySpan<byte> content, out bool isBigEndian)
    {
        isBigEndian = content[0] is 0xfe or 0;
        if (content[0] is 0xfe or 0xff)
        {
            return content[1] == (content[0] ^ 1);
        }

        content = content[..(Math.Min(content.Length, 8) & ~3)];
        return HasTextEvery(2, content, isBigEndian) || HasTextEvery(4, content, isBigEndian);
    }

    private static bool HasTextEvery(int width, ReadOnlySpan<byte> content, bool isBigEndian)
    {
        for (int at = 0; at < content.Length; at++)
        {
            bool isCharacter = at % width == (isBigEndian ? width - 1 : 0);
            bool isText = content[at] is (>= 0x20 and < 0x7f) or (byte)'\t' or (byte)'\r' or (byte)'\n';
            if (isCharacter ? !isText : content[at] != 0)
            {
                return false;
            }
        }

        return true;
    }
}
