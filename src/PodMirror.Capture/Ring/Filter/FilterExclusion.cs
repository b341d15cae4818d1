using System.Globalization;
using System.Net;
using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// A server that this Pod calls and whose traffic is left out. On <c>lo</c>, where both ends are this Pod, either end may be it.
/// </summary>
/// <param name="Address">The server's address, an IPv4 one in its mapped form; null is any.</param>
/// <param name="Port">The server's port; null is any. One of the two is given.</param>
public readonly record struct FilterExclusion(UInt128? Address, ushort? Port)
{
    /// <summary>Reads <c>PORT</c>, <c>ADDRESS</c>, <c>ADDRESS:PORT</c> or <c>[ADDRESS]:PORT</c>; false when the text is none of them.</summary>
    public static bool TryParse(string text, out FilterExclusion exclusion)
    {
        exclusion = default;
        if (TryParsePort(text, out ushort port))
        {
            exclusion = new FilterExclusion(null, port);
            return true;
        }

        // IPEndPoint.TryParse takes an address without a port, and then says port 0, which nobody can mean.
        if (text.Any(c => c is '.' or ':') && IPEndPoint.TryParse(text, out IPEndPoint? endpoint))
        {
            exclusion = new FilterExclusion(IpEndpoint.From(endpoint.Address, 0).Address, endpoint.Port == 0 ? null : (ushort)endpoint.Port);
            return true;
        }

        return false;
    }

    /// <summary>Reads a port in [1, 65535]; false when the text is none.</summary>
    public static bool TryParsePort(string text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString()
    {
        if (Address is not { } address)
        {
            return Port.GetValueOrDefault().ToString(CultureInfo.InvariantCulture);
        }

        var endpoint = new IpEndpoint(address, Port.GetValueOrDefault());
        return Port is null ? endpoint.ToIPAddress().ToString() : endpoint.ToString();
    }
}
