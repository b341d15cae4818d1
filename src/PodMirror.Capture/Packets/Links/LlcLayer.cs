namespace PodMirror.Capture;

/// <summary>
/// Logical link control (IEEE 802.2) with the SNAP extension: service access points u8 ×2, control u8, organisation u24, type u16.
/// </summary>
internal static class LlcLayer
{
    private const int HeaderBytes = 3;
    private const int SnapBytes = 8;
    private const uint SnapHeader = 0xAAAA03;
    private const uint IpHeader = 0x060603;
    private const uint EncapsulatedEthernet = 0x000000;
    private const uint BridgeTunnel = 0x0000F8;

    /// <summary>Reads the header.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        uint header = ((uint)walk.Bytes[0] << 16) | walk.UInt16(1);
        if (header == IpHeader)
        {
            walk.Skip(HeaderBytes);
            return Layer.IPv4;
        }

        if (header != SnapHeader)
        {
            return walk.EndOther();
        }

        if (!walk.Has(SnapBytes))
        {
            return walk.EndShort(SnapBytes);
        }

        uint organisation = walk.UInt32(2) & 0xFF_FFFF;
        ushort type = walk.UInt16(6);
        walk.Skip(SnapBytes);
        return organisation is EncapsulatedEthernet or BridgeTunnel ? EtherTypes.Next(ref walk, type) : walk.EndOther();
    }
}
