using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace PodMirror.Exchange;

/// <summary>An IP address and a TCP port. An IPv4 address is held as its IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2).</summary>
/// <param name="Address">The address as a 128-bit number, most significant byte first on the wire.</param>
/// <param name="Port">The TCP port, in [0, 65535].</param>
public readonly record struct IpEndpoint(UInt128 Address, ushort Port) : IComparable<IpEndpoint>
{
    private static readonly UInt128 MappedPrefix = new(0, 0x0000_FFFF_0000_0000);
    private static readonly UInt128 MappedMask = new(ulong.MaxValue, 0xFFFF_FFFF_0000_0000);

    /// <summary>Whether the address is an IPv4 one.</summary>
    public bool IsIPv4 => (Address & MappedMask) == MappedPrefix;

    /// <summary>Whether the address is a loopback one: 127.0.0.0/8 or ::1.</summary>
    public bool IsLoopback => IsIPv4 ? (byte)(Address >> 24) == 127 : Address == UInt128.One;

    /// <summary>The endpoint of an IPv4 address given as a number (127.0.0.1 is 0x7F000001).</summary>
    public static IpEndpoint FromIPv4(uint address, ushort port) => new(MappedPrefix | address, port);

    /// <summary>The endpoint of the 16 bytes of an IPv6 address.</summary>
    public static IpEndpoint FromIPv6(ReadOnlySpan<byte> address, ushort port) => new(BinaryPrimitives.ReadUInt128BigEndian(address), port);

    /// <summary>The endpoint of a parsed address.</summary>
    public static IpEndpoint From(IPAddress address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return FromIPv6(bytes, (ushort)port);
    }

    /// <summary>The address as .NET's type; IPv4 where it is one.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Address);
        return IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    /// <inheritdoc />
    public int CompareTo(IpEndpoint other)
    {
        int byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : Port.CompareTo(other.Port);
    }

    /// <summary>Whether one endpoint sorts before another: by address, then by port.</summary>
    public static bool operator <(IpEndpoint left, IpEndpoint right) => left.CompareTo(right) < 0;

    /// <summary>Whether one endpoint sorts after another.</summary>
    public static bool operator >(IpEndpoint left, IpEndpoint right) => left.CompareTo(right) > 0;

    /// <summary>Whether one endpoint does not sort after another.</summary>
    public static bool operator <=(IpEndpoint left, IpEndpoint right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one endpoint does not sort before another.</summary>
    public static bool operator >=(IpEndpoint left, IpEndpoint right) => left.CompareTo(right) >= 0;

    /// <summary>The address and port as users write them, the IPv6 address in brackets.</summary>
    public override string ToString() =>
        IsIPv4
            ? string.Create(CultureInfo.InvariantCulture, $"{ToIPAddress()}:{Port}")
            : string.Create(CultureInfo.InvariantCulture, $"[{ToIPAddress()}]:{Port}");
}
