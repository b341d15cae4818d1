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

    /// <summary>Raw IP, version by the first nibble (as some writers number it).</summary>
    RawOld = 12,

    /// <summary>Raw IP, version by the first nibble (as OpenBSD numbers it).</summary>
    RawOpenBsd = 14,

    /// <summary>Raw IP, version by the first nibble.</summary>
    Raw = 101,

    /// <summary>OpenBSD loopback: an address family in network byte order.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture, version 1.</summary>
    LinuxSll = 113,

    /// <summary>Raw IPv4.</summary>
    IPv4 = 228,

    /// <summary>Raw IPv6.</summary>
    IPv6 = 229,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,

    /// <summary>
    /// Ours: the frame begins with the network header, and <see cref="CapturedFrame.EtherType"/> says which (a cooked AF_PACKET socket).
    /// </summary>
    Network = -1,
}
