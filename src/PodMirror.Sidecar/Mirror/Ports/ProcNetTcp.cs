using System.Buffers.Binary;
using System.Buffers.Text;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Mirror;

/// <summary>The text of <c>/proc/net/tcp</c> and <c>tcp6</c>: a line a socket, the listening ones first.</summary>
/// <remarks>
/// <code>
///   sl  local_address rem_address   st tx_queue rx_queue ...
///    0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 ...
/// </code>
/// An address is printed as 32-bit words in the machine's byte order, each in hexadecimal; a port as a number. State 0A is LISTEN.
/// </remarks>
internal static class ProcNetTcp
{
    private const byte Listen = 0x0A;

    /// <summary>SYN_RECV: before Linux 4.4 these stand between the listening sockets.</summary>
    private const byte SynReceived = 0x03;

    /// <summary>Reads one line without its line end.</summary>
    /// <param name="line">The line.</param>
    /// <param name="endpoint">The endpoint that is listened at, when the line is one of a listening socket.</param>
    /// <returns>Whether listening sockets may still follow; false at the first connection, past which there are none.</returns>
    public static bool TryReadLine(ReadOnlySpan<byte> line, out IpEndpoint? endpoint)
    {
        endpoint = null;
        ReadOnlySpan<byte> slot = Word(ref line);
        ReadOnlySpan<byte> local = Word(ref line);
        Word(ref line);
        if (slot.IsEmpty || slot[^1] != ':' || !TryReadHex(Word(ref line), out uint state))
        {
            // The heading, or a line of a kernel to come.
            return true;
        }

        if (state == Listen && TryReadEndpoint(local, out IpEndpoint listening))
        {
            endpoint = listening;
        }

        return state is Listen or SynReceived;
    }

    private static bool TryReadEndpoint(ReadOnlySpan<byte> text, out IpEndpoint endpoint)
    {
        endpoint = default;
        int colon = text.IndexOf((byte)':');
        if (colon is not (8 or 32) || !TryReadHex(text[(colon + 1)..], out uint port) || port > ushort.MaxValue)
        {
            return false;
        }

        Span<byte> address = stackalloc byte[16];
        for (int word = 0; word < colon / 8; word++)
        {
            if (!TryReadHex(text.Slice(word * 8, 8), out uint value))
            {
                return false;
            }

            BinaryPrimitives.WriteUInt32BigEndian(
                address[(word * 4)..], BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        }

        endpoint = colon == 8
            ? IpEndpoint.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(address), (ushort)port)
            : IpEndpoint.FromIPv6(address, (ushort)port);
        return true;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, out uint value) =>
        Utf8Parser.TryParse(text, out value, out int read, 'x') && read == text.Length;

    private static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart((byte)' ');
        int end = line.IndexOf((byte)' ');
        ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
        line = line[word.Length..];
        return word;
    }
}
