using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// Generic routing encapsulation: RFC 2784 and 2890, NVGRE (RFC 7637), and the enhanced form of PPTP (RFC 2637 section 4.1).
/// <code>
/// flags and version u16 | protocol u16
/// checksum u32 | key u32 | sequence u32 | acknowledgement u32, each only when flagged
/// </code>
/// </summary>
internal static class GreLayer
{
    private const int HeaderBytes = 4;
    private const int FieldBytes = 4;
    private const ushort Checksum = 0x8000;
    private const ushort Routing = 0x4000;
    private const ushort Key = 0x2000;
    private const ushort Sequence = 0x1000;
    private const ushort Acknowledgement = 0x0080;
    private const ushort VersionMask = 0x0007;
    private const int PointToPointVersion = 1;
    private const ushort ErspanTypeOneOrTwo = 0x88BE;
    private const ushort Wccp = 0x883E;

    // Aruba's access points tunnel 802.11 frames under numbers that nobody registered, one for each of their virtual interfaces.
    private const ushort FirstAruba = 0x8200;
    private const ushort LastAruba = 0x83FF;

    /// <summary>Reads the header.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        ushort flags = walk.UInt16(0);
        ushort protocol = walk.UInt16(2);
        int version = flags & VersionMask;
        if (version > PointToPointVersion || (flags & Routing) != 0)
        {
            return walk.End(MirrorCounter.PacketsLinkUnknown);
        }

        int headerBytes = HeaderBytes + Field(flags, Checksum) + Field(flags, Key) + Field(flags, Sequence)
            + (version == PointToPointVersion ? Field(flags, Acknowledgement) : 0);
        if (!walk.Has(headerBytes))
        {
            return walk.EndShort(headerBytes);
        }

        walk.Skip(headerBytes);
        return protocol switch
        {
            // Type I has neither a sequence number nor a header of its own.
            ErspanTypeOneOrTwo when (flags & Sequence) == 0 => Layer.Ethernet,
            Wccp => Layer.Wccp,
            >= FirstAruba and <= LastAruba => walk.Guess(Layer.Wlan),
            _ => EtherTypes.Next(ref walk, protocol),
        };
    }

    /// <summary>WCCP version 2 has a redirect header of four bytes before the IP header, version 1 has none.</summary>
    public static Layer ReadWccp(ref PacketWalk walk)
    {
        if (!walk.Has(1))
        {
            return walk.EndShort(1);
        }

        return walk.Bytes[0] >> 4 == 4 ? Layer.IPv4 : walk.SkipTo(FieldBytes, Layer.IPv4);
    }

    private static int Field(ushort flags, ushort flag) => (flags & flag) != 0 ? FieldBytes : 0;
}
