using System.Globalization;
using System.Net;

namespace PodMirror.Agent.Configuration;

/// <summary>Where a listener listens: localhost, an IP address, or all of them. Port 0 takes any free one.</summary>
/// <param name="Address">The IP address; null is localhost, both of IPv4 and IPv6.</param>
/// <param name="Port">In [0, 65535].</param>
internal sealed record ListenAddress(IPAddress? Address, int Port)
{
    /// <summary>What to write for a host, for errors and help.</summary>
    public const string HostForm = "localhost, an IP address such as 0.0.0.0 or [::], or * for all";

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => Address is null || IPAddress.IsLoopback(Address);

    /// <summary>Reads a host without a port.</summary>
    public static bool TryParseHost(string text, out IPAddress? address)
    {
        address = null;
        switch (text)
        {
            case "localhost":
                return true;
            case "*":
                address = IPAddress.IPv6Any;
                return true;
            default:
                bool bracketed = text.StartsWith('[') && text.EndsWith(']');
                return IPAddress.TryParse(bracketed ? text[1..^1] : text, out address);
        }
    }

    /// <summary>Reads HOST:PORT, or a port alone, which is one of localhost.</summary>
    public static bool TryParse(string text, out ListenAddress? address)
    {
        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? "localhost" : text[..colon];
        address = null;
        if (!TryParsePort(text[(colon + 1)..], out int port) || !TryParseHost(host, out IPAddress? ip))
        {
            return false;
        }

        address = new ListenAddress(ip, port);
        return true;
    }

    /// <summary>Reads a port.</summary>
    public static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort;

    /// <inheritdoc/>
    public override string ToString() =>
        Address is null ? string.Create(CultureInfo.InvariantCulture, $"localhost:{Port}") : new IPEndPoint(Address, Port).ToString();
}
