using System.Buffers.Binary;
using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// Tells texts in UTF-16 and UTF-32 from others, by their mark or by where their zeros are, and brings them to UTF-8: redaction looks for
/// bytes of ASCII, and would pass by what has zeros between them.
/// </summary>
internal static class Utf16Text
{
    /// <summary>Whether a content is such a text; its UTF-8 form then is in the output, without a mark, as far as the output goes.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> content, ByteBuffer output)
    {
        if (content.Length < 4 || !IsWide(content, out bool isBigEndian, out int width))
        {
            return false;
        }

        Decode(content, width, isBigEndian, output);
        return true;
    }

    /// <summary>
    /// The same for a content that is said to be UTF-16. One without any zero is left: it has not a single character of ASCII, or, more likely,
    /// is no UTF-16, and in what came out of it no secret would be found.
    /// </summary>
    /// <param name="content">The content.</param>
    /// <param name="isBigEndian">The order of bytes that is claimed; where most of the zeros stand counts for more.</param>
    /// <param name="output">Where to.</param>
    internal static bool TryDecodeLabelled(ReadOnlySpan<byte> content, bool isBigEndian, ByteBuffer output)
    {
        int high = 0;
        int low = 0;
        for (int at = 0; at < content.Length - 1; at += 2)
        {
            high += content[at] == 0 ? 1 : 0;
            low += content[at + 1] == 0 ? 1 : 0;
        }

        if (high + low == 0)
        {
            return false;
        }

        Decode(content, 2, high == low ? isBigEndian : high > low, output);
        return true;
    }

    private static void Decode(ReadOnlySpan<byte> content, int width, bool isBigEndian, ByteBuffer output)
    {
        output.Clear();
        Span<byte> utf8 = stackalloc byte[4];
        while (content.Length >= width && !output.HasOverflowed)
        {
            int read = Read(content, width, isBigEndian, out Rune rune);
            content = content[read..];

            // No character of a text, but the mark at its beginning.
            if (rune.Value is not (0 or 0xfeff))
            {
                output.Append(utf8[..rune.EncodeToUtf8(utf8)]);
            }
        }
    }

    private static int Read(ReadOnlySpan<byte> content, int width, bool isBigEndian, out Rune rune)
    {
        rune = Rune.ReplacementChar;
        if (width == 4)
        {
            uint scalar = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(content) : BinaryPrimitives.ReadUInt32LittleEndian(content);
            rune = Rune.TryCreate(scalar, out Rune known) ? known : rune;
            return 4;
        }

        char unit = Unit(content, isBigEndian);
        if (content.Length >= 4 && Rune.TryCreate(unit, Unit(content[2..], isBigEndian), out Rune pair))
        {
            rune = pair;
            return 4;
        }

        rune = Rune.TryCreate(unit, out Rune single) ? single : rune;
        return 2;
    }

    private static char Unit(ReadOnlySpan<byte> content, bool isBigEndian) =>
        (char)(isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(content) : BinaryPrimitives.ReadUInt16LittleEndian(content));

    // RFC 4627 section 3 tells encodings apart by the zeros among the first four bytes; eight keep other files out.
    private static bool IsWide(ReadOnlySpan<byte> content, out bool isBigEndian, out int width)
    {
        isBigEndian = content[0] is 0xfe or 0;
        bool isMarked = content.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) || content.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]);
        bool isMarked4 = content.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0]) || content.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xfe, 0xff]);
        content = content[..(Math.Min(content.Length, 8) & ~3)];
        width = isMarked4 || HasTextEvery(4, content, isBigEndian) ? 4 : 2;
        return isMarked || isMarked4 || width == 4 || HasTextEvery(2, content, isBigEndian);
    }

    private static bool HasTextEvery(int width, ReadOnlySpan<byte> content, bool isBigEndian)
    {
        for (int at = 0; at < content.Length; at++)
        {
            bool isCharacter = at % width == (isBigEndian ? width - 1 : 0);
            bool isText = content[at] is (>= 0x20 and < 0x7f) or >= 0xa0 or (byte)'\t' or (byte)'\r' or (byte)'\n';
            if (isCharacter ? !isText : content[at] != 0)
            {
                return false;
            }
        }

        return true;
    }
}
