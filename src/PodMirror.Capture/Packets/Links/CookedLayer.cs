namespace PodMirror.Capture;

/// <summary>
/// Linux cooked captures, which is what capturing on "any" gives.
/// <code>
/// v1  packet type u16 | ARPHRD u16 | address length u16 | address (8 bytes) | protocol u16
/// v2  protocol u16 | reserved u16 | interface u32 | ARPHRD u16 | packet type u8 | address length u8 | address (8 bytes)
/// </code>
/// </summary>
internal static class CookedLayer
{
    private const int V1Bytes = 16;
    private const int V1ProtocolAt = 14;
    private const int V2Bytes = 20;
    private const int V2PacketTypeAt = 10;

    // Linux' number for 802.2 frames, in place of an EtherType (linux/if_ether.h ETH_P_802_2).
    private const ushort Llc = 0x0004;

    /// <summary>Reads version 1.</summary>
    public static Layer ReadV1(ref PacketWalk walk) =>
        walk.Has(V1Bytes) ? Next(ref walk, V1Bytes, walk.UInt16(0), walk.UInt16(V1ProtocolAt)) : walk.EndShort(V1Bytes);

    /// <summary>Reads version 2.</summary>
    public static Layer ReadV2(ref PacketWalk walk) =>
        walk.Has(V2Bytes) ? Next(ref walk, V2Bytes, walk.Bytes[V2PacketTypeAt], walk.UInt16(0)) : walk.EndShort(V2Bytes);

    private static Layer Next(ref PacketWalk walk, int headerBytes, int packetType, ushort protocol)
    {
        if (walk.Origin == PacketOrigin.Unknown)
        {
            walk.Origin = CookedPacketType.OriginOf(packetType);
        }

        walk.Skip(headerBytes);
        return protocol == Llc ? Layer.Llc : EtherTypes.Next(ref walk, protocol);
    }
}
