using PodMirror.TestKit;
using static PodMirror.TestKit.Headers;

namespace PodMirror.Capture.Tests;

/// <summary>The same TCP segment in every envelope that is read.</summary>
internal static class SampleFrames
{
    public const string Payload = "GET / HTTP/1.1\r\n\r\n";
    public const string Ends4 = "10.0.0.1:40000 > 10.0.0.2:80";
    public const string Ends6 = "[2001:db8::1]:40000 > [2001:db8::2]:80";
    public const uint Sequence = 0xFFFF_FFF0;
    public const uint Acknowledgement = 77;

    private const string Outer1 = "192.0.2.1";
    private const string Outer2 = "192.0.2.2";
    private const byte IpIp = 4;
    private const byte IpV6 = 41;
    private const byte GreProtocol = 47;

    private static readonly byte[] Segment = Tcp(40_000, 80, Sequence, Acknowledgement, Psh | Ack, "GET / HTTP/1.1\r\n\r\n"u8, optionBytes: 12);
    private static readonly byte[] Packet4 = Ip("10.0.0.1", "10.0.0.2", TcpProtocol, Segment);
    private static readonly byte[] Packet6 = Ip("2001:db8::1", "2001:db8::2", TcpProtocol, Segment);
    private static readonly byte[] Frame4 = Ethernet(Packet4);

    /// <summary>Each by its name: what it begins with, its bytes, whose ends it shows.</summary>
    public static IReadOnlyDictionary<string, (LinkType Link, byte[] Bytes, string Ends)> All { get; } = Links()
        .Concat(Networks()).Concat(GenericTunnels()).Concat(UdpTunnels())
        .ToDictionary(sample => sample.Name, sample => (sample.Link, sample.Bytes, sample.Ends));

    private static IEnumerable<(string Name, LinkType Link, byte[] Bytes, string Ends)> Links()
    {
        yield return ("ethernet ipv4", LinkType.Ethernet, Frame4, Ends4);
        yield return ("ethernet ipv6", LinkType.Ethernet, Ethernet(Packet6), Ends6);
        yield return ("ethernet padding", LinkType.Ethernet, [.. Frame4, 1, 2, 3, 4, 5, 6], Ends4);
        yield return ("ethernet 802.3 snap", LinkType.Ethernet, Ethernet([.. Snap(), .. Packet4, 0, 0], Packet4.Length + 8), Ends4);
        yield return ("ethernet 802.3 llc", LinkType.Ethernet, Ethernet([6, 6, 3, .. Packet4], Packet4.Length + 3), Ends4);
        yield return ("vlan", LinkType.Ethernet, Ethernet(Vlan(7, Packet4), 0x8100), Ends4);
        yield return ("vlan 802.3", LinkType.Ethernet, Ethernet(Vlan(7, [.. Snap(), .. Packet4], Packet4.Length + 8), 0x8100), Ends4);
        yield return ("qinq 88a8", LinkType.Ethernet, Ethernet(Vlan(1, Vlan(2, Packet4), 0x8100), 0x88A8), Ends4);
        yield return ("qinq 9100", LinkType.Ethernet, Ethernet(Vlan(1, Vlan(2, Packet6), 0x9200), 0x9100), Ends6);
        yield return ("cisco metadata", LinkType.Ethernet, Ethernet([1, 1, 0, 1, 0, 5, 8, 0, .. Packet4], 0x8909), Ends4);
        yield return ("raw ipv4", LinkType.Raw, Packet4, Ends4);
        yield return ("raw ipv6", LinkType.RawOpenBsd, Packet6, Ends6);
        yield return ("raw old", LinkType.RawOld, Packet4, Ends4);
        yield return ("ipv4", LinkType.IPv4, Packet4, Ends4);
        yield return ("ipv6", LinkType.IPv6, Packet6, Ends6);
        yield return ("cooked v1", LinkType.LinuxSll, CookedV1(0, Packet4), Ends4);
        yield return ("cooked v2", LinkType.LinuxSll2, CookedV2(0, Packet6), Ends6);
        yield return ("null little endian", LinkType.Null, [2, 0, 0, 0, .. Packet4], Ends4);
        yield return ("null big endian", LinkType.Null, [0, 0, 0, 30, .. Packet6], Ends6);
        yield return ("null freebsd", LinkType.Null, [28, 0, 0, 0, .. Packet6], Ends6);
        yield return ("loop", LinkType.Loop, [0, 0, 0, 24, .. Packet6], Ends6);
        yield return ("ppp", LinkType.Ppp, [0xFF, 3, 0, 0x21, .. Packet4], Ends4);
        yield return ("ppp bare", LinkType.Ppp, [0, 0x57, .. Packet6], Ends6);
        yield return ("ppp compressed", LinkType.Ppp, [0x21, .. Packet4], Ends4);
        yield return ("ppp with direction", LinkType.PppWithDirection, [0, 0xFF, 3, 0, 0x21, .. Packet4], Ends4);
        yield return ("ppp hdlc", LinkType.PppHdlc, [0xFF, 3, 0, 0x21, .. Packet4], Ends4);
        yield return ("hdlc cisco", LinkType.PppHdlc, [0x0F, 0, 8, 0, .. Packet4], Ends4);
        yield return ("cisco hdlc", LinkType.CiscoHdlc, [0x8F, 0, 0x86, 0xDD, .. Packet6], Ends6);
        yield return ("pppoe link", LinkType.PppoeSession, Pppoe([0, 0x21, .. Packet4]), Ends4);
        yield return ("pppoe", LinkType.Ethernet, Ethernet([.. Pppoe([0, 0x57, .. Packet6]), 9, 9, 9], 0x8864), Ends6);
        yield return ("atm", LinkType.AtmRfc1483, [.. Snap(), .. Packet4], Ends4);
        yield return ("wlan", LinkType.Ieee80211, Wlan([0x08, 0x01], 24), Ends4);
        yield return ("wlan qos", LinkType.Ieee80211, Wlan([0x88, 0x02], 26), Ends4);
        yield return ("wlan four addresses ht", LinkType.Ieee80211, Wlan([0x88, 0x83], 36), Ends4);
        yield return ("radiotap", LinkType.Radiotap, [0, 0, 12, 0, 0, 0, 0, 0, 1, 2, 3, 4, .. Wlan([0x08, 0x01], 24), 1, 2, 3, 4], Ends4);
        yield return ("arcnet old", LinkType.ArcnetLinux, [1, 2, 0, 0, 240, .. Packet4], Ends4);
        yield return ("arcnet ipv4", LinkType.ArcnetLinux, [1, 2, 0, 0, 212, 0, 0, 1, .. Packet4], Ends4);
        yield return ("arcnet ipv6", LinkType.ArcnetLinux, [1, 2, 0, 0, 196, 0, 0, 1, .. Packet6], Ends6);
        yield return ("nflog", LinkType.Nflog, [2, 0, 0, 5, .. NflogAttributes(false, Packet4)], Ends4);
        yield return ("nflog big endian", LinkType.Nflog, [10, 0, 0, 5, .. NflogAttributes(true, Packet6)], Ends6);
    }

    private static IEnumerable<(string Name, LinkType Link, byte[] Bytes, string Ends)> Networks()
    {
        byte[] options = IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, Segment, options: new byte[40]);
        byte[] noLength = IPv4("10.0.0.1", "10.0.0.2", TcpProtocol, Segment, totalBytes: 0);
        byte[] authenticated = [TcpProtocol, 4, .. new byte[22], .. Segment];
        byte[] chain = Extension(60, 1, Extension(43, 2, Extension(51, 3, authenticated)));
        yield return ("ipv4 options", LinkType.Raw, options, Ends4);
        yield return ("ipv4 without length", LinkType.Raw, noLength, Ends4);
        yield return ("ipv4 authentication", LinkType.Raw, IPv4("10.0.0.1", "10.0.0.2", 51, authenticated), Ends4);
        yield return ("ipv6 extensions", LinkType.Raw, IPv6("2001:db8::1", "2001:db8::2", 0, chain), Ends6);
        yield return ("ipv6 without length", LinkType.Raw, IPv6("2001:db8::1", "2001:db8::2", TcpProtocol, Segment, payloadBytes: 0), Ends6);
        yield return ("ipv6 atomic fragment", LinkType.Raw,
            IPv6("2001:db8::1", "2001:db8::2", 44, FragmentHeader(TcpProtocol, 9, 0, more: false, Segment)), Ends6);
    }

    private static IEnumerable<(string Name, LinkType Link, byte[] Bytes, string Ends)> GenericTunnels()
    {
        yield return ("ipv4 in ipv4", LinkType.Raw, Outer(IpIp, Packet4), Ends4);
        yield return ("ipv6 in ipv4", LinkType.Raw, Outer(IpV6, Packet6), Ends6);
        yield return ("ipv4 in ipv6", LinkType.Raw, Ip("2001:db8::a", "2001:db8::b", IpIp, Packet4), Ends4);
        yield return ("ethernet in ip", LinkType.Raw, Outer(97, [0x30, 0, .. Frame4]), Ends4);
        yield return ("ethernet in ipv6", LinkType.Raw, Ip("2001:db8::a", "2001:db8::b", 143, Frame4), Ends4);
        yield return ("gre", LinkType.Raw, Outer(GreProtocol, Gre(0, 0x0800, [], Packet4)), Ends4);
        yield return ("gre all fields", LinkType.Raw, Outer(GreProtocol, Gre(0xB000, 0x86DD, new byte[12], Packet6)), Ends6);
        yield return ("gre pptp", LinkType.Raw, Outer(GreProtocol, Gre(0x3081, 0x880B, new byte[12], [0xFF, 3, 0, 0x21, .. Packet4])), Ends4);
        yield return ("nvgre", LinkType.Raw, Outer(GreProtocol, Gre(0x2000, 0x6558, new byte[4], Frame4)), Ends4);
        yield return ("erspan i", LinkType.Raw, Outer(GreProtocol, Gre(0, 0x88BE, [], Frame4)), Ends4);
        yield return ("erspan ii", LinkType.Raw, Outer(GreProtocol, Gre(0x1000, 0x88BE, new byte[4], [.. new byte[8], .. Frame4])), Ends4);
        yield return ("erspan iii", LinkType.Raw, Outer(GreProtocol, Gre(0x1000, 0x22EB, new byte[4], [.. new byte[12], .. Frame4])), Ends4);
        yield return ("erspan iii subheader", LinkType.Raw,
            Outer(GreProtocol, Gre(0x1000, 0x22EB, new byte[4], [.. new byte[11], 1, .. new byte[8], .. Frame4])), Ends4);
        yield return ("gre wccp 1", LinkType.Raw, Outer(GreProtocol, Gre(0, 0x883E, [], Packet4)), Ends4);
        yield return ("gre wccp 2", LinkType.Raw, Outer(GreProtocol, Gre(0, 0x883E, [], [0, 1, 2, 3, .. Packet4])), Ends4);
        yield return ("gre aruba", LinkType.Raw, Outer(GreProtocol, Gre(0, 0x8200, [], Wlan([0x88, 0x01], 26))), Ends4);
        yield return ("mpls", LinkType.Ethernet, Ethernet([0, 0, 0x10, 64, 0, 0, 0x21, 64, .. Packet4], 0x8847), Ends4);
        yield return ("mpls in ip", LinkType.Raw, Outer(137, [0, 0, 0x21, 64, .. Packet6]), Ends6);
        yield return ("mpls pseudowire", LinkType.Ethernet, Ethernet([0, 0, 0x21, 64, 0x22, .. Frame4[1..]], 0x8848), Ends4);
        yield return ("mpls pseudowire control", LinkType.Ethernet, Ethernet([0, 0, 0x21, 64, 0, 0, 0, 1, .. Frame4], 0x8847), Ends4);
        yield return ("nsh", LinkType.Ethernet, Ethernet([0, 6, 1, 3, 0, 0, 1, 255, .. new byte[16], .. Frame4], 0x894F), Ends4);
        yield return ("nsh ipv6", LinkType.Ethernet, Ethernet([0, 2, 2, 2, 0, 0, 1, 255, .. Packet6], 0x894F), Ends6);
    }

    private static IEnumerable<(string Name, LinkType Link, byte[] Bytes, string Ends)> UdpTunnels()
    {
        yield return ("vxlan", LinkType.Raw, OverUdp(4789, [8, 0, 0, 0, 0, 0, 1, 0, .. Frame4]), Ends4);
        yield return ("vxlan linux reserved bits", LinkType.Raw, OverUdp(8472, [0x88, 1, 2, 3, 0, 0, 1, 9, .. Frame4]), Ends4);
        yield return ("vxlan gpe ipv6", LinkType.Raw, OverUdp(4790, [0x0C, 0, 0, 2, 0, 0, 1, 0, .. Packet6]), Ends6);
        yield return ("vxlan gpe nsh", LinkType.Raw, OverUdp(4790, [0x0C, 0, 0, 4, 0, 0, 1, 0, 0, 2, 2, 1, 0, 0, 1, 255, .. Packet4]), Ends4);
        yield return ("vxlan gpe ethernet", LinkType.Raw, OverUdp(4790, [0x08, 0, 0, 0, 0, 0, 1, 0, .. Frame4]), Ends4);
        yield return ("geneve", LinkType.Raw, OverUdp(6081, [2, 0, 0x65, 0x58, 0, 0, 1, 0, .. new byte[8], .. Frame4]), Ends4);
        yield return ("geneve ipv6", LinkType.Raw, OverUdp(6081, [0, 0, 0x86, 0xDD, 0, 0, 1, 0, .. Packet6]), Ends6);
        yield return ("gtp", LinkType.Raw, OverUdp(2152, [0x30, 255, 0, 9, 0, 0, 0, 1, .. Packet4]), Ends4);
        yield return ("gtp sequence", LinkType.Raw, OverUdp(2152, [0x32, 255, 0, 9, 0, 0, 0, 1, 0, 5, 0, 0x85, .. Packet6]), Ends6);
        yield return ("gtp extensions", LinkType.Raw,
            OverUdp(2152, [0x34, 255, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0x85, 1, 1, 2, 0x40, 2, 0, 0, 0, 0, 0, 0, 0, .. Packet4]), Ends4);
        yield return ("teredo", LinkType.Raw, OverUdp(3544, Packet6), Ends6);
        yield return ("teredo reply", LinkType.Raw, Outer(UdpProtocol, Udp(3544, 50_000, Packet6)), Ends6);
        yield return ("teredo authentication origin", LinkType.Raw,
            OverUdp(3544, [0, 1, 2, 3, .. new byte[14], 0, 0, 1, 2, 3, 4, 5, 6, .. Packet6]), Ends6);
        yield return ("l2tp", LinkType.Raw, OverUdp(1701, [0, 2, 0, 1, 0, 2, 0xFF, 3, 0, 0x21, .. Packet4]), Ends4);
        yield return ("l2tp all fields", LinkType.Raw,
            OverUdp(1701, [0x4A, 2, 0, 99, 0, 1, 0, 2, 0, 3, 0, 4, 0, 2, 9, 9, 0, 0x57, .. Packet6]), Ends6);
        yield return ("ayiya", LinkType.Raw, OverUdp(5072, [0x41, 0x52, 0x11, 41, .. new byte[4], .. new byte[36], .. Packet6]), Ends6);
        yield return ("gre in udp", LinkType.Raw, OverUdp(4754, Gre(0, 0x0800, [], Packet4)), Ends4);
        yield return ("mpls in udp", LinkType.Raw, OverUdp(6635, [0, 0, 0x21, 64, .. Packet4]), Ends4);
        yield return ("tunnel in tunnel", LinkType.Ethernet,
            Ethernet(Vlan(3, OverUdp(4789, [8, 0, 0, 0, 0, 0, 1, 0, .. Ethernet(Outer(GreProtocol, Gre(0, 0x0800, [], Packet4)))])), 0x8100), Ends4);
    }

    private static byte[] Outer(byte protocol, byte[] payload) => Ip(Outer1, Outer2, protocol, payload);

    private static byte[] OverUdp(int port, byte[] payload) => Outer(UdpProtocol, Udp(50_000, port, payload));

    private static byte[] Gre(int flags, int protocol, byte[] fields, byte[] payload) =>
        new Bytes().U16(flags).U16(protocol).Add(fields).Add(payload).ToArray();

    private static byte[] Snap() => [0xAA, 0xAA, 3, 0, 0, 0, 8, 0];

    private static byte[] Pppoe(byte[] ppp) => new Bytes().U8(0x11).U8(0).U16(5).U16(ppp.Length).Add(ppp).ToArray();

    private static byte[] Wlan(byte[] control, int headerBytes) => [.. control, .. new byte[headerBytes - 2], .. Snap(), .. Packet4];

    private static byte[] NflogAttributes(bool bigEndian, byte[] packet) =>
        new Bytes(bigEndian).U16(5).U16(10).U8('x').PadToFour().U16(8).U16(1).U32(1).U16(packet.Length + 4).U16(9).Add(packet).ToArray();
}
