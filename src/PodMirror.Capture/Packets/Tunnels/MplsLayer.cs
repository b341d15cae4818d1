using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>A stack of MPLS labels (RFC 3032): label u20, class u3, bottom of stack u1, time to live u8.</summary>
internal static class MplsLayer
{
    private const int LabelBytes = 4;
    private const uint BottomOfStack = 0x100;
    private const int PseudowireControlBytes = 4;

    /// <summary>Goes past the stack. What follows is told by its first four bits, as routers do (RFC 4928 section 2).</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        for (int labels = 0; labels < DecodeLimits.MaxMplsLabels; labels++)
        {
            if (!walk.Has(LabelBytes))
            {
                return walk.EndShort(LabelBytes);
            }

            uint label = walk.UInt32(0);
            walk.Skip(LabelBytes);
            if ((label & BottomOfStack) != 0)
            {
                return Next(ref walk);
            }
        }

        return walk.End(MirrorCounter.PacketsLinkUnknown);
    }

    private static Layer Next(ref PacketWalk walk)
    {
        if (!walk.Has(1))
        {
            return walk.EndShort(1);
        }

        return (walk.Bytes[0] >> 4) switch
        {
            4 => Layer.IPv4,
            6 => Layer.IPv6,
            0 => walk.SkipTo(PseudowireControlBytes, Layer.Ethernet),
            1 => walk.EndOther(),
            _ => Layer.Ethernet,
        };
    }
}
