using System.Buffers.Text;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>Writes addresses as people do: dotted for IPv4, RFC 5952 for IPv6.</summary>
public static class EndpointText
{
    /// <summary>The longest that an address can be: an IPv6 one with an IPv4 tail.</summary>
    public const int MaxAddressBytes = 45;

    /// <summary>Writes the address alone.</summary>
    /// <param name="endpoint">Whose address.</param>
    /// <param name="destination">At least <see cref="MaxAddressBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int WriteAddress(IpEndpoint endpoint, Span<byte> destination)
    {
        if (!endpoint.IsIPv4)
        {
            endpoint.ToIPAddress().TryFormat(destination, out int bytes);
            return bytes;
        }

        uint address = (uint)endpoint.Address;
        int written = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            Utf8Formatter.TryFormat((byte)(address >> shift), destination[written..], out int digits);
            written += digits;
            if (shift > 0)
            {
                destination[written++] = (byte)'.';
            }
        }

        return written;
    }

    /// <summary>Writes address and port, an IPv6 address in brackets.</summary>
    /// <param name="endpoint">What to write.</param>
    /// <param name="destination">At least <see cref="MaxAddressBytes"/> + 8.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(IpEndpoint endpoint, Span<byte> destination)
    {
        int at = 0;
        if (!endpoint.IsIPv4)
        {
            destination[at++] = (byte)'[';
        }

        at += WriteAddress(endpoint, destination[at..]);
        if (!endpoint.IsIPv4)
        {
            destination[at++] = (byte)']';
        }

        destination[at++] = (byte)':';
        Utf8Formatter.TryFormat(endpoint.Port, destination[at..], out int digits);
        return at + digits;
    }
}
