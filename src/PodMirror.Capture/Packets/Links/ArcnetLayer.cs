using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>
/// ARCNET as Linux captures it: source u8, destination u8, offset u16, protocol u8; with the newer framing also split flag u8, sequence u16.
/// Packets split over several frames are counted as not read.
/// </summary>
internal static class ArcnetLayer
{
    private const int OldHeaderBytes = 5;
    private const int NewHeaderBytes = 8;
    private const int ProtocolAt = 4;
    private const int SplitFlagAt = 5;

    // RFC 1051 for the first, RFC 1201 for the others.
    private const byte OldIPv4 = 240;
    private const byte IPv4 = 212;
    private const byte IPv6 = 196;

    /// <summary>Reads the header.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(OldHeaderBytes))
        {
            return walk.EndShort(OldHeaderBytes);
        }

        byte protocol = walk.Bytes[ProtocolAt];
        if (protocol == OldIPv4)
        {
            walk.Skip(OldHeaderBytes);
            return Layer.IPv4;
        }

        if (protocol is not (IPv4 or IPv6))
        {
            return walk.EndOther();
        }

        if (walk.Has(NewHeaderBytes) && walk.Bytes[SplitFlagAt] != 0)
        {
            return walk.End(MirrorCounter.PacketsLinkUnknown);
        }

        return walk.SkipTo(NewHeaderBytes, protocol == IPv4 ? Layer.IPv4 : Layer.IPv6);
    }
}
