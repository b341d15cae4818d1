using System.Buffers;
using System.Text;

namespace PodMirror.Sidecar.Replay;

/// <summary>
/// Writes bytes off the wire so that a terminal shows them and does nothing else: whatever would move the cursor, change
/// colours, turn the direction of writing or be invisible is written as an escape (<c>\x1b</c>, <c>\u{202e}</c>).
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(b => (byte)b)]);

    /// <summary>Writes the bytes: UTF-8 where they are UTF-8, an escape for each byte that is not.</summary>
    public static void Write(OutputBuffer output, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int at = bytes.IndexOfAnyExcept(Plain);
            if (at < 0)
            {
                output.Write(bytes);
                return;
            }

            output.Write(bytes[..at]);
            bytes = bytes[at..];
            OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed);
            if (status == OperationStatus.Done && VisibleRunes.Has(rune))
            {
                output.Write(bytes[..consumed]);
            }
            else if (status == OperationStatus.Done && !rune.IsAscii)
            {
                output.Write("\\u{"u8);
                WriteHex(output, (uint)rune.Value, rune.Value > 0xFFFFF ? 6 : rune.Value > 0xFFFF ? 5 : 4);
                output.Write((byte)'}');
            }
            else
            {
                consumed = 1;
                output.Write("\\x"u8);
                WriteHex(output, bytes[0], 2);
            }

            bytes = bytes[consumed..];
        }
    }

    private static void WriteHex(OutputBuffer output, uint value, int digits)
    {
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        {
            output.Write("0123456789abcdef"u8[(int)(value >> shift) & 0xF]);
        }
    }
}
