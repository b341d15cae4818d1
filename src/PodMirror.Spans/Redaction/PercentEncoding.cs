using System.Buffers;

namespace PodMirror.Spans;

/// <summary>Percent-encoding (RFC 3986 section 2.1) of a value that was decoded to be looked into and has changed.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<byte> Kept =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~*:"u8);

    /// <summary>Writes a value so that it may stand in a query or a path.</summary>
    internal static void Write(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        while (value.IndexOfAnyExcept(Kept) is >= 0 and var at)
        {
            output.Append(value[..at]);
            output.Append((byte)'%');
            output.Append(Hex(value[at] >> 4));
            output.Append(Hex(value[at] & 15));
            value = value[(at + 1)..];
        }

        output.Append(value);
    }

    private static byte Hex(int nibble) => (byte)(nibble < 10 ? '0' + nibble : 'A' + nibble - 10);
}
