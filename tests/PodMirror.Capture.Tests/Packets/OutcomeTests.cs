using PodMirror.Exchange;
using static PodMirror.TestKit.Headers;

namespace PodMirror.Capture.Tests;

public sealed class OutcomeTests
{
    private const string A = "10.0.0.1";
    private const string B = "10.0.0.2";
    private static readonly byte[] Segment = Tcp(1, 2, 3, 4, Ack, "abc"u8);
    private static readonly byte[] Packet = Ip(A, B, TcpProtocol, Segment);

    public static TheoryData<string, LinkType, byte[], MirrorCounter> Table => new()
    {
        { "unknown link", (LinkType)147, Packet, MirrorCounter.PacketsLinkUnknown },
        { "arp", LinkType.Ethernet, Ethernet(new byte[28], 0x0806), MirrorCounter.PacketsNotIp },
        { "spanning tree", LinkType.Ethernet, Ethernet([0x42, 0x42, 3, .. new byte[35]], 38), MirrorCounter.PacketsNotIp },
        { "snap of another", LinkType.Ethernet, Ethernet([0xAA, 0xAA, 3, 0, 0, 12, 0x20, 0, .. new byte[9]], 17), MirrorCounter.PacketsNotIp },
        { "pppoe discovery", LinkType.Ethernet, Ethernet([0x11, 9, 0, 0, 0, 0], 0x8863), MirrorCounter.PacketsNotIp },
        { "pppoe of another version", LinkType.Ethernet, Ethernet([0x22, 0, 0, 0, 0, 0], 0x8864), MirrorCounter.PacketsNotIp },
        { "ppp link control", LinkType.Ppp, [0xFF, 3, 0xC0, 0x21, 1, 1], MirrorCounter.PacketsNotIp },
        { "null family of appletalk", LinkType.Null, [16, 0, 0, 0, 1], MirrorCounter.PacketsNotIp },
        { "raw ip of version 5", LinkType.Raw, [0x50, 0, 0, 0], MirrorCounter.PacketsNotIp },
        { "wlan beacon", LinkType.Ieee80211, [0x80, 0, .. new byte[40]], MirrorCounter.PacketsNotIp },
        { "wlan acknowledgement", LinkType.Ieee80211, [0xD4, 0, .. new byte[8]], MirrorCounter.PacketsNotIp },
        { "wlan without data", LinkType.Ieee80211, [0x48, 0, .. new byte[22]], MirrorCounter.PacketsNotIp },
        { "wlan encrypted", LinkType.Ieee80211, [0x08, 0x41, .. new byte[60]], MirrorCounter.PacketsLinkUnknown },
        { "wlan fragment", LinkType.Ieee80211, [0x08, 0x05, .. new byte[60]], MirrorCounter.PacketsLinkUnknown },
        { "wlan aggregate", LinkType.Ieee80211, [0x88, 1, .. new byte[22], 0x80, 0, .. new byte[60]], MirrorCounter.PacketsLinkUnknown },
        { "radiotap shorter than itself", LinkType.Radiotap, [0, 0, 7, 0, 0, 0, 0, 0, 0], MirrorCounter.PacketsMalformed },
        { "arcnet arp", LinkType.ArcnetLinux, [1, 2, 0, 0, 213, 0, 0, 0], MirrorCounter.PacketsNotIp },
        { "arcnet split", LinkType.ArcnetLinux, [1, 2, 0, 0, 212, 1, 0, 1, .. Packet], MirrorCounter.PacketsLinkUnknown },
        { "nflog without packet", LinkType.Nflog, [2, 0, 0, 0, 8, 0, 1, 0, 0, 0, 0, 0], MirrorCounter.PacketsNotIp },
        { "nflog of another family", LinkType.Nflog, [7, 0, 0, 0, 6, 0, 9, 0, 1, 2], MirrorCounter.PacketsNotIp },
        { "nflog attribute shorter than itself", LinkType.Nflog, [2, 0, 0, 0, 3, 0, 1, 0, 0], MirrorCounter.PacketsMalformed },
        { "udp", LinkType.Raw, Ip(A, B, UdpProtocol, Udp(53, 53, [1])), MirrorCounter.PacketsNotTcp },
        { "icmp", LinkType.Raw, Ip(A, B, 1, new byte[8]), MirrorCounter.PacketsNotTcp },
        { "icmp fragment", LinkType.Raw, IPv4(A, B, 1, new byte[8], more: true), MirrorCounter.PacketsNotTcp },
        { "esp", LinkType.Raw, Ip("2001:db8::1", "2001:db8::2", 50, new byte[30]), MirrorCounter.PacketsNotTcp },
        { "no next header", LinkType.Raw, Ip("2001:db8::1", "2001:db8::2", 59, []), MirrorCounter.PacketsNotTcp },
        { "arp in gre", LinkType.Raw, Ip(A, B, 47, [0, 0, 8, 6, .. new byte[28]]), MirrorCounter.PacketsNotTcp },
        { "gre of version 2", LinkType.Raw, Ip(A, B, 47, [0, 2, 8, 0, .. Packet]), MirrorCounter.PacketsLinkUnknown },
        { "gre source routing", LinkType.Raw, Ip(A, B, 47, [0x40, 0, 8, 0, .. Packet]), MirrorCounter.PacketsLinkUnknown },
        { "mpls without bottom", LinkType.Ethernet, Ethernet(new byte[200], 0x8847), MirrorCounter.PacketsLinkUnknown },
        { "mpls associated channel", LinkType.Ethernet, Ethernet([0, 0, 1, 1, 0x10, 0, 0, 0], 0x8847), MirrorCounter.PacketsNotIp },
        { "nsh shorter than itself", LinkType.Ethernet, Ethernet([0, 1, 1, 1, 0, 0, 0, 0], 0x894F), MirrorCounter.PacketsMalformed },
        { "nsh of another protocol", LinkType.Ethernet, Ethernet([0, 2, 2, 9, 0, 0, 0, 0], 0x894F), MirrorCounter.PacketsNotIp },
        { "ipv4 in an ipv6 frame", LinkType.IPv6, [.. Packet, .. new byte[20]], MirrorCounter.PacketsMalformed },
        { "ipv6 in an ipv4 frame", LinkType.IPv4, Ip("::1", "::1", TcpProtocol, Segment), MirrorCounter.PacketsMalformed },
        { "ipv4 header of 16 bytes", LinkType.IPv4, [0x44, .. Packet[1..]], MirrorCounter.PacketsMalformed },
        { "ipv4 shorter than its header", LinkType.IPv4, IPv4(A, B, TcpProtocol, Segment, totalBytes: 19), MirrorCounter.PacketsMalformed },
        { "ipv4 shorter than tcp", LinkType.IPv4, IPv4(A, B, TcpProtocol, Segment, totalBytes: 39), MirrorCounter.PacketsMalformed },
        { "tcp header of 16 bytes", LinkType.IPv4, WithTcpLength(0x40), MirrorCounter.PacketsMalformed },
        { "tcp header longer than packet", LinkType.IPv4, WithTcpLength(0xF0), MirrorCounter.PacketsMalformed },
        { "extension longer than packet", LinkType.Raw, Ip("::1", "::2", 60, [6, 9, .. Segment]), MirrorCounter.PacketsMalformed },
        { "no udp tunnel at its port", LinkType.Raw, Ip(A, B, UdpProtocol, Udp(9, 4789, new byte[40])), MirrorCounter.PacketsNotTcp },
        { "noise at a tunnel's port", LinkType.Raw, Ip(A, B, UdpProtocol, Udp(9, 4754, [0xFF, 0xFF, 0xFF])), MirrorCounter.PacketsNotTcp },
        { "gtp control message", LinkType.Raw, Ip(A, B, UdpProtocol, Udp(9, 2152, [0x30, 1, 0, 0, 0, 0, 0, 0])), MirrorCounter.PacketsNotTcp },
        { "l2tp control message", LinkType.Raw, Ip(A, B, UdpProtocol, Udp(9, 1701, [0xC8, 2, 0, 12, .. new byte[8]])), MirrorCounter.PacketsNotTcp },
        { "geneve of version 1", LinkType.Raw, Ip(A, B, UdpProtocol, Udp(9, 6081, [0x40, 0, 8, .. new byte[40]])), MirrorCounter.PacketsNotTcp },
        { "ayiya echo", LinkType.Raw, Ip(A, B, UdpProtocol, Udp(9, 5072, [0, 0, 2, 59, .. new byte[9]])), MirrorCounter.PacketsNotTcp },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_packet_ends_in_the_counter_of_its_reason(string name, LinkType link, byte[] frame, MirrorCounter expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, Decoded.Of(link, frame).Outcome);
    }

    [Fact]
    public void A_cooked_socket_tells_the_ethertype_beside_the_bytes()
    {
        Assert.Equal(MirrorCounter.PacketsTcp, Decoded.Of(LinkType.Network, Packet, etherType: 0x0800).Outcome);
        Assert.Equal(MirrorCounter.PacketsTcp, Decoded.Of(LinkType.Network, Vlan(5, Packet), etherType: 0x8100).Outcome);
        Assert.Equal(MirrorCounter.PacketsNotIp, Decoded.Of(LinkType.Network, Packet, etherType: 0x0806).Outcome);
    }

    [Theory]
    [InlineData(0, PacketOrigin.Unknown, PacketOrigin.Incoming)]
    [InlineData(4, PacketOrigin.Unknown, PacketOrigin.Outgoing)]
    [InlineData(3, PacketOrigin.Unknown, PacketOrigin.Unknown)]
    [InlineData(4, PacketOrigin.Incoming, PacketOrigin.Incoming)] // what the file or the ring says comes first
    public void A_cooked_header_tells_the_origin(int packetType, PacketOrigin told, PacketOrigin expected)
    {
        (LinkType, byte[])[] both = [(LinkType.LinuxSll, CookedV1(packetType, Packet)), (LinkType.LinuxSll2, CookedV2(packetType, Packet))];
        foreach ((LinkType link, byte[] bytes) in both)
        {
            var ledger = new MirrorLedger();
            var frame = new CapturedFrame { Bytes = bytes, WireBytes = bytes.Length, Link = link, Origin = told };
            Assert.Equal(expected, Decoded.Of(new PacketDecoder(ledger), ledger, in frame).Origin);
        }
    }

    [Fact]
    public void Headers_without_end_are_given_up_after_so_many_layers()
    {
        byte[] frame = Packet;
        for (int i = 0; i < DecodeLimits.MaxLayers - 2; i++)
        {
            frame = Ip(A, B, 4, frame);
        }

        Assert.Equal(MirrorCounter.PacketsTcp, Decoded.Of(LinkType.IPv4, frame).Outcome);
        Assert.Equal(MirrorCounter.PacketsLinkUnknown, Decoded.Of(LinkType.IPv4, Ip(A, B, 4, frame)).Outcome);
    }

    [Fact]
    public void Extension_headers_without_end_are_given_up_after_so_many()
    {
        byte[] payload = Segment;
        byte next = TcpProtocol;
        for (int i = 0; i < DecodeLimits.MaxExtensionHeaders + 1; i++)
        {
            payload = Extension(next, 1, payload);
            next = 60;
        }

        Assert.Equal(MirrorCounter.PacketsLinkUnknown, Decoded.Of(LinkType.IPv6, Ip("::1", "::2", 60, payload)).Outcome);
        Assert.Equal(MirrorCounter.PacketsTcp, Decoded.Of(LinkType.IPv6, Ip("::1", "::2", 60, payload.AsSpan(16))).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_frame_larger_than_the_length_field_can_say_is_taken_whole(bool ipv4)
    {
        byte[] segment = Tcp(1, 2, 3, 4, Ack, new byte[400_000]);
        byte[] packet = ipv4 ? IPv4(A, B, TcpProtocol, segment, totalBytes: 0) : IPv6("::1", "::2", TcpProtocol, segment, payloadBytes: 0);
        Assert.Equal(400_000, Decoded.Of(LinkType.Raw, packet).WirePayloadBytes);
        Decoded cut = Decoded.Of(LinkType.Raw, packet.AsSpan(0, 100), packet.Length);
        Assert.Equal((ipv4 ? 60 : 40, 400_000), (cut.Payload.Length, cut.WirePayloadBytes));
    }

    [Fact]
    public void A_packet_longer_than_its_frame_claims_to_be_was_cut_by_a_tool()
    {
        byte[] packet = IPv4(A, B, TcpProtocol, Segment, totalBytes: 1000);
        Decoded cut = Decoded.Of(LinkType.IPv4, packet);
        Assert.Equal(("abc", 960), (cut.Payload, cut.WirePayloadBytes));
    }

    private static byte[] WithTcpLength(byte length) => Ip(A, B, TcpProtocol, [.. Segment[..12], length, .. Segment[13..]]);
}
