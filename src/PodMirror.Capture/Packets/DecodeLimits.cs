namespace PodMirror.Capture;

/// <summary>The limits of decoding a packet.</summary>
public static class DecodeLimits
{
    /// <summary>
    /// Headers of one packet, from the link to TCP. The deepest real nesting that is known (VLANs, MPLS, a tunnel in a tunnel) has about a dozen;
    /// the bound keeps a packet of nothing but headers from costing more than that.
    /// </summary>
    public const int MaxLayers = 32;

    /// <summary>Labels of an MPLS stack: switches push fewer than ten.</summary>
    public const int MaxMplsLabels = 16;

    /// <summary>Extension headers of one IPv6 header or of one GTP header; RFC 8200 section 4.1 foresees seven of the former.</summary>
    public const int MaxExtensionHeaders = 16;

    /// <summary>Datagrams of which fragments wait at a time; at 64 KiB each, 4 MiB. Fragmented TCP is rare.</summary>
    public const int MaxFragmentedDatagrams = 64;

    /// <summary>Bytes of a reassembled datagram: what the 16-bit length of IPv4 allows.</summary>
    public const int MaxDatagramBytes = 65_535;

    /// <summary>How long fragments wait for the rest of their datagram, in packet time: Linux' ipfrag_time.</summary>
    public const long MaxFragmentAgeNs = 30_000_000_000;

    /// <summary>
    /// How long the fragments of a datagram that is done are recognised as late copies, in packet time. Short,
    /// because a busy host uses the 16-bit identification again after some seconds.
    /// </summary>
    public const long ClosedDatagramAgeNs = 1_000_000_000;
}
