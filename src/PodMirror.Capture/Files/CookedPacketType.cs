namespace PodMirror.Capture;

/// <summary>Linux' packet types (linux/if_packet.h), as cooked captures and the modified pcap format have them.</summary>
internal static class CookedPacketType
{
    private const int Host = 0;
    private const int Outgoing = 4;

    /// <summary>Which way a packet of this type went. Broadcasts and packets for other hosts tell nothing.</summary>
    public static PacketOrigin OriginOf(int type) => type switch
    {
        Host => PacketOrigin.Incoming,
        Outgoing => PacketOrigin.Outgoing,
        _ => PacketOrigin.Unknown,
    };
}
