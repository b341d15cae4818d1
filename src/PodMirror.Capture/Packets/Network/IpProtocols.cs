namespace PodMirror.Capture;

/// <summary>The protocols of IP headers that lead on to TCP (IANA's registry of protocol numbers).</summary>
internal static class IpProtocols
{
    /// <summary>Version u4 and reserved bits before an Ethernet frame in IP (RFC 3378 section 3).</summary>
    public const int EtherIpHeaderBytes = 2;

    private const byte HopByHop = 0;
    private const byte IPv4 = 4;
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const byte IPv6 = 41;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte Gre = 47;
    private const byte Authentication = 51;
    private const byte DestinationOptions = 60;
    private const byte EtherIp = 97;
    private const byte Mobility = 135;
    private const byte Mpls = 137;
    private const byte HostIdentity = 139;
    private const byte Shim6 = 140;
    private const byte Ethernet = 143;

    /// <summary>What a protocol number announces.</summary>
    public static Layer Next(ref PacketWalk walk, byte protocol) => protocol switch
    {
        Tcp => Layer.Tcp,
        Udp => Layer.Udp,
        IPv4 => Layer.IPv4,
        IPv6 => Layer.IPv6,
        Gre => Layer.Gre,
        Authentication => Layer.AuthenticationHeader,
        EtherIp => Layer.EtherIp,
        Mpls => Layer.Mpls,
        Ethernet => Layer.Ethernet,
        _ => walk.End(Exchange.MirrorCounter.PacketsNotTcp),
    };

    /// <summary>Whether it is an IPv6 extension header: next header u8, length u8, and what is not read.</summary>
    public static bool IsExtension(byte protocol) =>
        protocol is HopByHop or Routing or Authentication or DestinationOptions or Mobility or HostIdentity or Shim6;

    /// <summary>The length in bytes of an extension header: its second byte counts units of eight bytes less one (RFC 6564).</summary>
    public static int ExtensionBytes(byte protocol, byte length) =>
        protocol == Authentication ? AuthenticationBytes(length) : (length + 1) * 8;

    /// <summary>
    /// The length in bytes of an authentication header: its second byte counts units of four bytes less two (RFC 4302 section 2.2).
    /// </summary>
    public static int AuthenticationBytes(byte length) => (length + 2) * 4;

    /// <summary>Whether it is IPv6's fragment header.</summary>
    public static bool IsFragment(byte protocol) => protocol == Fragment;

    /// <summary>Whether fragments of it are worth joining: whether it can lead on to TCP at all.</summary>
    public static bool IsRead(byte protocol) =>
        protocol is Tcp or Udp or IPv4 or IPv6 or Gre or EtherIp or Mpls or Ethernet || IsExtension(protocol);
}
