using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// A network service header (RFC 8300 section 2.2): flags and length u16, metadata type u8, next protocol u8, and what is not read.
/// </summary>
internal static class NshLayer
{
    private const int MinHeaderBytes = 8;
    private const int LengthMask = 0x3F;

    /// <summary>Goes past the header.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(MinHeaderBytes))
        {
            return walk.EndShort(MinHeaderBytes);
        }

        int headerBytes = (walk.Bytes[1] & LengthMask) * 4;
        Layer next = walk.Bytes[3] switch
        {
            1 => Layer.IPv4,
            2 => Layer.IPv6,
            3 => Layer.Ethernet,
            5 => Layer.Mpls,
            _ => walk.EndOther(),
        };
        if (headerBytes < MinHeaderBytes)
        {
            return walk.End(MirrorCounter.PacketsMalformed);
        }

        return next == Layer.End ? next : walk.SkipTo(headerBytes, next);
    }
}
