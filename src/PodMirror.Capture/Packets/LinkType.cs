namespace PodMirror.Capture;

/// <summary>
/// What a captured frame begins with. The values are those of the LINKTYPE_ registry of the pcap formats; one of our own stands for the ring.
/// </summary>
public enum LinkType
{
    /// <summary>BSD loopback: an address family in the capturing host's byte order.</summary>
    Null = 0,

    /// <summary>Ethernet.</summary>
    Ethernet = 1,

    /// <summary>PPP (RFC 1661), with or without its address and control bytes.</summary>
    Ppp = 9,

    /// <summary>Raw IP, version by the first nibble (as some writers number it).</summary>
    RawOld = 12,

    /// <summary>Raw IP, version by the first nibble (as OpenBSD numbers it).</summary>
    RawOpenBsd = 14,

    /// <summary>PPP in HDLC-like framing (RFC 1662), or Cisco HDLC.</summary>
    PppHdlc = 50,

    /// <summary>PPP over Ethernet, from its own header on (RFC 2516).</summary>
    PppoeSession = 51,

    /// <summary>LLC as on ATM (RFC 2684).</summary>
    AtmRfc1483 = 100,

    /// <summary>Raw IP, version by the first nibble.</summary>
    Raw = 101,

    /// <summary>Cisco HDLC (RFC 1547 section 4.3.1).</summary>
    CiscoHdlc = 104,

    /// <summary>IEEE 802.11.</summary>
    Ieee80211 = 105,

    /// <summary>OpenBSD loopback: an address family in network byte order.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture, version 1.</summary>
    LinuxSll = 113,

    /// <summary>IEEE 802.11 behind a Radiotap header.</summary>
    Radiotap = 127,

    /// <summary>ARCNET as Linux captures it.</summary>
    ArcnetLinux = 129,

    /// <summary>PPP behind a byte that tells the direction.</summary>
    PppWithDirection = 204,

    /// <summary>Raw IPv4.</summary>
    IPv4 = 228,

    /// <summary>Raw IPv6.</summary>
    IPv6 = 229,

    /// <summary>Linux' packet filter log: attributes, one of which is the IP packet.</summary>
    Nflog = 239,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,

    /// <summary>
    /// Ours: the frame begins with the network header, and <see cref="CapturedFrame.EtherType"/> says which (a cooked AF_PACKET socket).
    /// </summary>
    Network = -1,
}
