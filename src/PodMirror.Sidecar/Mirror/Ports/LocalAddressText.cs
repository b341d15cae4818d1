using System.Buffers.Text;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Mirror;

/// <summary>The texts in which the kernel lists the addresses of a network namespace.</summary>
/// <remarks>
/// <code>
/// /proc/net/fib_trie                       /proc/net/if_inet6
///    |-- 10.77.0.2                         fd770000000000000000000000000002 02 40 00 80     eth0
///       /32 host LOCAL
/// </code>
/// </remarks>
internal static class LocalAddressText
{
    /// <summary>Reads a line of <c>fib_trie</c>.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="leaf">The address of the last leaf, kept from line to line.</param>
    /// <returns>Whether the line says that the leaf is an address of ours.</returns>
    public static bool IsLocalLeaf(ReadOnlySpan<byte> line, ref UInt128 leaf)
    {
        line = line.Trim((byte)' ');
        if (line.StartsWith("|-- "u8))
        {
            leaf = TryReadIPv4(line[4..], out uint address) ? IpEndpoint.FromIPv4(address, 0).Address : default;
            return false;
        }

        return leaf != default && line.SequenceEqual("/32 host LOCAL"u8);
    }

    /// <summary>Reads a line of <c>if_inet6</c>; false when it holds no address.</summary>
    public static bool TryReadIPv6(ReadOnlySpan<byte> line, out UInt128 address)
    {
        address = default;
        if (line.Length < 32 || !TryReadHex(line[..16], out ulong high) || !TryReadHex(line[16..32], out ulong low))
        {
            return false;
        }

        address = new UInt128(high, low);
        return true;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, out ulong value) =>
        Utf8Parser.TryParse(text, out value, out int read, 'x') && read == text.Length;

    private static bool TryReadIPv4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        for (int part = 0; part < 4; part++)
        {
            if (!Utf8Parser.TryParse(text, out byte value, out int read) || (part < 3 && (read == text.Length || text[read] != '.')))
            {
                return false;
            }

            address = (address << 8) | value;
            text = part < 3 ? text[(read + 1)..] : text[read..];
        }

        return text.IsEmpty;
    }
}
