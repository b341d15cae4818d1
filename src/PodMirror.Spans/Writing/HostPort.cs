using System.Buffers.Text;

namespace PodMirror.Spans;

/// <summary>An authority cut into host and port (RFC 3986 section 3.2); user information is left behind.</summary>
internal readonly ref struct HostPort
{
    /// <summary>Longest host that is shown: what a name can have (RFC 1035 section 2.3.4).</summary>
    private const int MaxHostBytes = 255;

    private HostPort(ReadOnlySpan<byte> host, int port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>The host without brackets, at most 255 bytes; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Host { get; }

    /// <summary>The port in [1, 65535], or 0 when there is none.</summary>
    internal int Port { get; }

    internal static HostPort Of(ReadOnlySpan<byte> authority)
    {
        ReadOnlySpan<byte> host = authority[(authority.LastIndexOf((byte)'@') + 1)..].Trim((byte)' ');
        int port = 0;
        int colon = host.LastIndexOf((byte)':');
        if (colon >= 0 && colon > host.LastIndexOf((byte)']') && host[..colon].LastIndexOf((byte)':') is var other
            && (other < 0 || host.StartsWith("["u8)) && IsPort(host[(colon + 1)..], out port))
        {
            host = host[..colon];
        }

        if (host.StartsWith("["u8) && host.EndsWith("]"u8))
        {
            host = host[1..^1];
        }

        return new HostPort(host[..Math.Min(host.Length, MaxHostBytes)], port);
    }

    private static bool IsPort(ReadOnlySpan<byte> digits, out int port)
    {
        bool isNumber = Utf8Parser.TryParse(digits, out ushort number, out int used) && used == digits.Length;
        port = isNumber ? number : 0;
        return isNumber || digits.IsEmpty;
    }
}
