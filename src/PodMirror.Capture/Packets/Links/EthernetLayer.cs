namespace PodMirror.Capture;

/// <summary>Ethernet, VLAN tags, and Cisco's metadata header. The tags are gone past: they are not part of a flow's identity.</summary>
internal static class EthernetLayer
{
    private const int HeaderBytes = 14;
    private const int TypeAt = 12;
    private const int TagBytes = 4;
    private const int MetaDataBytes = 8;
    private const int MetaDataTypeAt = 6;

    /// <summary>Destination and source (6 bytes each), type or length u16.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        ushort type = walk.UInt16(TypeAt);
        walk.Skip(HeaderBytes);
        return TypeOrLength(ref walk, type);
    }

    /// <summary>A VLAN tag after its own EtherType: control information u16, type u16 (IEEE 802.1Q).</summary>
    public static Layer ReadVlan(ref PacketWalk walk)
    {
        if (!walk.Has(TagBytes))
        {
            return walk.EndShort(TagBytes);
        }

        ushort type = walk.UInt16(2);
        walk.Skip(TagBytes);
        return TypeOrLength(ref walk, type);
    }

    /// <summary>Cisco's metadata header after its own EtherType: version u8, length u8, one option u16 with its u16 value, type u16.</summary>
    public static Layer ReadMetaData(ref PacketWalk walk)
    {
        if (!walk.Has(MetaDataBytes))
        {
            return walk.EndShort(MetaDataBytes);
        }

        ushort type = walk.UInt16(MetaDataTypeAt);
        walk.Skip(MetaDataBytes);
        return TypeOrLength(ref walk, type);
    }

    private static Layer TypeOrLength(ref PacketWalk walk, ushort type)
    {
        if (type >= EtherTypes.FirstType)
        {
            return EtherTypes.Next(ref walk, type);
        }

        walk.Limit(Math.Min((int)type, walk.WireBytes));
        return Layer.Llc;
    }
}
