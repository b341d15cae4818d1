using System.Net;
using System.Net.Sockets;

namespace PodMirror.TestKit;

/// <summary>
/// Builds frames header by header, from the inside out: <c>Headers.Ethernet(Headers.Ip("10.0.0.1", "10.0.0.2", 6, Headers.Tcp(...)))</c>.
/// Checksums are 0: nothing here verifies them.
/// </summary>
public static class Headers
{
    public const byte TcpProtocol = 6;
    public const byte UdpProtocol = 17;

    public const byte Fin = 1;
    public const byte Syn = 2;
    public const byte Rst = 4;
    public const byte Psh = 8;
    public const byte Ack = 16;

    /// <summary>An Ethernet frame; without a type, that of the IP version that the payload begins with.</summary>
    public static byte[] Ethernet(ReadOnlySpan<byte> payload, int? type = null) =>
        new Bytes().Add([2, 0, 0, 0, 0, 2]).Add([2, 0, 0, 0, 0, 1]).U16(type ?? IpType(payload)).Add(payload).ToArray();

    /// <summary>A VLAN tag: what follows an EtherType of 0x8100.</summary>
    public static byte[] Vlan(int id, ReadOnlySpan<byte> payload, int? type = null) =>
        new Bytes().U16(id).U16(type ?? IpType(payload)).Add(payload).ToArray();

    /// <summary>A Linux cooked header, version 1.</summary>
    public static byte[] CookedV1(int packetType, ReadOnlySpan<byte> payload) =>
        new Bytes().U16(packetType).U16(1).U16(6).Zeros(8).U16(IpType(payload)).Add(payload).ToArray();

    /// <summary>A Linux cooked header, version 2.</summary>
    public static byte[] CookedV2(int packetType, ReadOnlySpan<byte> payload) =>
        new Bytes().U16(IpType(payload)).U16(0).U32(1).U16(1).U8(packetType).U8(6).Zeros(8).Add(payload).ToArray();

    /// <summary>An IP packet of the version of its addresses.</summary>
    public static byte[] Ip(string source, string destination, byte protocol, ReadOnlySpan<byte> payload) =>
        IPAddress.Parse(source).AddressFamily == AddressFamily.InterNetwork
            ? IPv4(source, destination, protocol, payload)
            : IPv6(source, destination, protocol, payload);

    /// <summary>An IPv4 packet.</summary>
    /// <param name="source">The source address.</param>
    /// <param name="destination">The destination address.</param>
    /// <param name="protocol">What it carries.</param>
    /// <param name="payload">What it carries.</param>
    /// <param name="options">Header options, a multiple of four bytes.</param>
    /// <param name="totalBytes">The total length when it is not to be the true one.</param>
    /// <param name="id">The identification.</param>
    /// <param name="offset">The fragment's offset in bytes.</param>
    /// <param name="more">Whether more fragments follow.</param>
    public static byte[] IPv4(
        string source, string destination, byte protocol, ReadOnlySpan<byte> payload,
        byte[]? options = null, int? totalBytes = null, int id = 0, int offset = 0, bool more = false)
    {
        int headerBytes = 20 + (options?.Length ?? 0);
        return new Bytes()
            .U8(0x40 | (headerBytes / 4)).U8(0).U16(totalBytes ?? (headerBytes + payload.Length))
            .U16(id).U16((more ? 0x2000 : 0) | (offset / 8)).U8(64).U8(protocol).U16(0)
            .Add(IPAddress.Parse(source).GetAddressBytes()).Add(IPAddress.Parse(destination).GetAddressBytes())
            .Add(options).Add(payload).ToArray();
    }

    /// <summary>An IPv6 packet; extension headers are part of the payload, the first one's number is the protocol.</summary>
    public static byte[] IPv6(string source, string destination, byte protocol, ReadOnlySpan<byte> payload, int? payloadBytes = null) =>
        new Bytes().U32(0x6000_0000).U16(payloadBytes ?? payload.Length).U8(protocol).U8(64)
            .Add(IPAddress.Parse(source).GetAddressBytes()).Add(IPAddress.Parse(destination).GetAddressBytes())
            .Add(payload).ToArray();

    /// <summary>An IPv6 fragment header.</summary>
    public static byte[] FragmentHeader(byte next, uint id, int offset, bool more, ReadOnlySpan<byte> payload) =>
        new Bytes().U8(next).U8(0).U16(offset | (more ? 1 : 0)).U32(id).Add(payload).ToArray();

    /// <summary>An IPv6 extension header of the common form, with content up to a multiple of eight bytes.</summary>
    public static byte[] Extension(byte next, int units, ReadOnlySpan<byte> payload) =>
        new Bytes().U8(next).U8(units - 1).Zeros((units * 8) - 2).Add(payload).ToArray();

    /// <summary>A TCP segment.</summary>
    public static byte[] Tcp(
        int sourcePort, int destinationPort, uint sequence, uint acknowledgement, byte flags, ReadOnlySpan<byte> payload, int optionBytes = 0)
    {
        int headerBytes = 20 + optionBytes;
        return new Bytes().U16(sourcePort).U16(destinationPort).U32(sequence).U32(acknowledgement)
            .U8(headerBytes / 4 << 4).U8(flags).U16(65_535).U16(0).U16(0).Add(Nops(optionBytes)).Add(payload).ToArray();
    }

    /// <summary>A UDP datagram.</summary>
    public static byte[] Udp(int sourcePort, int destinationPort, ReadOnlySpan<byte> payload) =>
        new Bytes().U16(sourcePort).U16(destinationPort).U16(8 + payload.Length).U16(0).Add(payload).ToArray();

    private static byte[] Nops(int count)
    {
        byte[] nops = new byte[count];
        Array.Fill(nops, (byte)1);
        return nops;
    }

    private static int IpType(ReadOnlySpan<byte> packet) => packet.Length > 0 && packet[0] >> 4 == 6 ? 0x86DD : 0x0800;
}
