using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>A range of IP addresses: <c>10.0.0.7</c>, <c>10.0.0.0/24</c>, <c>fd00::/64</c>. IPv4 is held as IPv4-mapped IPv6.</summary>
/// <param name="Prefix">The leading bits, the others 0.</param>
/// <param name="Mask">Which bits count.</param>
public readonly record struct AddressRange(UInt128 Prefix, UInt128 Mask)
{
    private const int AddressBits = 128;
    private const int IPv4Bits = 32;

    /// <summary>Whether the endpoint's address is in the range.</summary>
    public bool Contains(IpEndpoint endpoint) => (endpoint.Address & Mask) == Prefix;

    /// <summary>Reads an address with an optional prefix length in bits.</summary>
    public static bool TryParse(string text, out AddressRange range)
    {
        range = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryParseAddress(slash < 0 ? text : text[..slash], out IPAddress? address))
        {
            return false;
        }

        int bits = address.AddressFamily == AddressFamily.InterNetwork ? IPv4Bits : AddressBits;
        int length = bits;
        if (slash >= 0
            && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            return false;
        }

        int free = bits - length;
        UInt128 mask = free == AddressBits ? UInt128.Zero : UInt128.MaxValue << free;
        range = new AddressRange(IpEndpoint.From(address, 0).Address & mask, mask);
        return true;
    }

    /// <summary>Only what people write: IPAddress alone also takes "10.1" and "0x0a000001".</summary>
    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count('.') == 3);
}
