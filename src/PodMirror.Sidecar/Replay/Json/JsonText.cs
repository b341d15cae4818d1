using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace PodMirror.Sidecar.Replay;

/// <summary>Writes JSON values (RFC 8259) from raw bytes, without a string between.</summary>
public static class JsonText
{
    // Besides what JSON demands, DEL and the lead byte of U+0080..U+00BF: C1 controls would reach a terminal as commands.
    private const byte C1Lead = 0xC2;
    private const int Base64ChunkBytes = 3 * 4096;

    private static readonly SearchValues<byte> Special = SearchValues.Create([.. ControlBytes(), (byte)'"', (byte)'\\', 0x7F, C1Lead]);
    private static readonly SearchValues<byte> SpecialLatin1 =
        SearchValues.Create([.. ControlBytes(), (byte)'"', (byte)'\\', .. Enumerable.Range(0x7F, 0x81).Select(b => (byte)b)]);

    /// <summary>Bytes off the wire as a JSON string: UTF-8 where they are UTF-8, else each byte as the Latin-1 character it is.</summary>
    public static void WriteWireString(OutputBuffer output, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            WriteString(output, bytes);
        }
        else
        {
            WriteLatin1String(output, bytes);
        }
    }

    /// <summary>Valid UTF-8 as a JSON string, quotes included. Control characters are escaped, all others stay as they are.</summary>
    public static void WriteString(OutputBuffer output, ReadOnlySpan<byte> utf8)
    {
        output.Write((byte)'"');
        for (int at = utf8.IndexOfAny(Special); at >= 0; at = utf8.IndexOfAny(Special))
        {
            output.Write(utf8[..at]);
            utf8 = utf8[at..];
            if (utf8[0] != C1Lead)
            {
                WriteEscape(output, utf8[0]);
                utf8 = utf8[1..];
            }
            else if (utf8.Length > 1 && utf8[1] < 0xA0)
            {
                WriteEscape(output, utf8[1]);
                utf8 = utf8[2..];
            }
            else
            {
                output.Write(C1Lead);
                utf8 = utf8[1..];
            }
        }

        output.Write(utf8);
        output.Write((byte)'"');
    }

    /// <summary>Bytes as a JSON string in base64 (RFC 4648 section 4), quotes included.</summary>
    public static void WriteBase64(OutputBuffer output, ReadOnlySpan<byte> bytes)
    {
        output.Write((byte)'"');
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> chunk = bytes[..Math.Min(bytes.Length, Base64ChunkBytes)];
            Span<byte> room = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(chunk.Length));
            Base64.EncodeToUtf8(chunk, room, out _, out int written, isFinalBlock: true);
            output.Advance(written);
            bytes = bytes[chunk.Length..];
        }

        output.Write((byte)'"');
    }

    /// <summary>A whole number in decimal.</summary>
    public static void WriteNumber(OutputBuffer output, long value)
    {
        const int longest = 20; // "-9223372036854775808"
        Utf8Formatter.TryFormat(value, output.GetSpan(longest), out int written);
        output.Advance(written);
    }

    private static void WriteLatin1String(OutputBuffer output, ReadOnlySpan<byte> latin1)
    {
        output.Write((byte)'"');
        for (int at = latin1.IndexOfAny(SpecialLatin1); at >= 0; at = latin1.IndexOfAny(SpecialLatin1))
        {
            output.Write(latin1[..at]);
            byte special = latin1[at];
            if (special < 0xA0)
            {
                WriteEscape(output, special);
            }
            else
            {
                output.Write((byte)(0xC0 | (special >> 6)));
                output.Write((byte)(0x80 | (special & 0x3F)));
            }

            latin1 = latin1[(at + 1)..];
        }

        output.Write(latin1);
        output.Write((byte)'"');
    }

    private static void WriteEscape(OutputBuffer output, byte character)
    {
        switch (character)
        {
            case (byte)'"':
                output.Write("\\\""u8);
                break;
            case (byte)'\\':
                output.Write("\\\\"u8);
                break;
            case (byte)'\n':
                output.Write("\\n"u8);
                break;
            case (byte)'\r':
                output.Write("\\r"u8);
                break;
            case (byte)'\t':
                output.Write("\\t"u8);
                break;
            default:
                ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
                output.Write("\\u00"u8);
                output.Write(digits[character >> 4]);
                output.Write(digits[character & 0xF]);
                break;
        }
    }

    private static IEnumerable<byte> ControlBytes() => Enumerable.Range(0, 0x20).Select(b => (byte)b);
}
