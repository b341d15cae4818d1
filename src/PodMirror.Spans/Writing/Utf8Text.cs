using System.Text.Unicode;

namespace PodMirror.Spans;

/// <summary>Bytes of the wire as protobuf strings, which must be UTF-8: one that is not makes a receiver refuse the whole batch.</summary>
internal static class Utf8Text
{
    /// <summary>
    /// The bytes where they lie when they are UTF-8, else each byte as its ISO 8859-1 character, which is what field values were
    /// before (RFC 9110 section 5.5) and loses nothing.
    /// </summary>
    internal static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes, ByteBuffer scratch)
    {
        if (Utf8.IsValid(bytes))
        {
            return bytes;
        }

        scratch.Clear();
        foreach (byte b in bytes)
        {
            if (b < 0x80)
            {
                scratch.Append(b);
            }
            else
            {
                scratch.Append((byte)(0xc0 | (b >> 6)));
                scratch.Append((byte)(0x80 | (b & 0x3f)));
            }
        }

        return scratch.Written;
    }

    /// <summary>
    /// Whether a body is text: UTF-8 without NUL. A cut one is shortened to whole characters first.
    /// </summary>
    /// <param name="body">The body; on success without the part of a character at its end.</param>
    /// <param name="isCut">Whether the end is ours and not the sender's.</param>
    internal static bool TryText(ref ReadOnlySpan<byte> body, bool isCut)
    {
        ReadOnlySpan<byte> whole = isCut ? WithoutPart(body) : body;
        if (!Utf8.IsValid(whole) || whole.Contains((byte)0))
        {
            return false;
        }

        body = whole;
        return true;
    }

    /// <summary>A text that was cut, without the part of a character that may stand at its end.</summary>
    internal static ReadOnlySpan<byte> WithoutPart(ReadOnlySpan<byte> cut) => cut[..^PartialCharacterBytes(cut)];

    /// <summary>The beginning of a text, of so many bytes at most, without the part of a character.</summary>
    internal static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int maxBytes) =>
        text.Length <= maxBytes ? text : WithoutPart(text[..maxBytes]);

    private static int PartialCharacterBytes(ReadOnlySpan<byte> text)
    {
        for (int back = 1; back <= Math.Min(3, text.Length); back++)
        {
            byte b = text[^back];
            if (b >= 0xc0)
            {
                int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return back < needed ? back : 0;
            }

            if (b < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }
}
