using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace PodMirror.Sidecar.Replay;

/// <summary>Writes JSON values (RFC 8259) from raw bytes, without a string between.</summary>
public static class JsonText
{
    // Besides what JSON demands, DEL and the lead byte of U+0080..U+00BF: C1 controls would reach a terminal as commands.
    private const byte C1Lead = 0xC2;
    private const int Base64ChunkBytes = 3 * 4096;

    // \u001b
    private const int LongestEscape = 6;

    // Room for a chunk of which every byte is escaped is asked for, and that fits the output's buffer four times.
    private const int MaxChunkBytes = 4096;

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
        while (!utf8.IsEmpty)
        {
            ReadOnlySpan<byte> chunk = utf8[..ChunkBytes(utf8)];
            output.Advance(Escape(chunk, output.GetSpan((chunk.Length * LongestEscape) + Vector128<byte>.Count)));
            utf8 = utf8[chunk.Length..];
        }

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
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(latin1.Length * 2);
        int written = 0;
        foreach (byte character in latin1)
        {
            if (character < 0x80)
            {
                utf8[written++] = character;
            }
            else
            {
                utf8[written++] = (byte)(0xC0 | (character >> 6));
                utf8[written++] = (byte)(0x80 | (character & 0x3F));
            }
        }

        WriteString(output, utf8.AsSpan(0, written));
        ArrayPool<byte>.Shared.Return(utf8);
    }

    /// <summary>Bytes of the next chunk: a C1 control's two bytes stay together.</summary>
    private static int ChunkBytes(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= MaxChunkBytes ? utf8.Length : MaxChunkBytes - (utf8[MaxChunkBytes - 1] == C1Lead ? 1 : 0);

    /// <summary>Sixteen bytes at a time are copied, and what was copied from the first special one on is written again.</summary>
    private static int Escape(ReadOnlySpan<byte> chunk, Span<byte> destination)
    {
        int read = 0;
        int written = 0;
        while (chunk.Length - read >= Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.Create(chunk[read..]);
            bytes.CopyTo(destination[written..]);
            uint special = SpecialsOf(bytes).ExtractMostSignificantBits();
            int plain = special == 0 ? Vector128<byte>.Count : BitOperations.TrailingZeroCount(special);
            read += plain;
            written += plain;
            if (special != 0)
            {
                read += EscapeOne(chunk[read..], destination, ref written);
            }
        }

        while (read < chunk.Length)
        {
            read += EscapeOne(chunk[read..], destination, ref written);
        }

        return written;
    }

    private static Vector128<byte> SpecialsOf(Vector128<byte> bytes) =>
        Vector128.LessThan(bytes, Vector128.Create((byte)0x20))
        | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
        | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
        | Vector128.Equals(bytes, Vector128.Create((byte)0x7F))
        | Vector128.Equals(bytes, Vector128.Create(C1Lead));

    /// <summary>Writes the first character, escaped where it must be.</summary>
    /// <returns>Bytes that it took of the text: two of a C1 control, else one.</returns>
    private static int EscapeOne(ReadOnlySpan<byte> text, Span<byte> destination, ref int written)
    {
        byte character = text[0];
        if (character == C1Lead && text.Length > 1 && text[1] < 0xA0)
        {
            WriteEscape(text[1], destination, ref written);
            return 2;
        }

        if (character is < 0x20 or (byte)'"' or (byte)'\\' or 0x7F)
        {
            WriteEscape(character, destination, ref written);
        }
        else
        {
            destination[written++] = character;
        }

        return 1;
    }

    private static void WriteEscape(byte character, Span<byte> destination, ref int written)
    {
        destination[written++] = (byte)'\\';
        switch (character)
        {
            case (byte)'"':
            case (byte)'\\':
                destination[written++] = character;
                break;
            case (byte)'\n':
                destination[written++] = (byte)'n';
                break;
            case (byte)'\r':
                destination[written++] = (byte)'r';
                break;
            case (byte)'\t':
                destination[written++] = (byte)'t';
                break;
            default:
                "u00"u8.CopyTo(destination[written..]);
                destination[written + 3] = "0123456789abcdef"u8[character >> 4];
                destination[written + 4] = "0123456789abcdef"u8[character & 0xF];
                written += LongestEscape - 1;
                break;
        }
    }
}
