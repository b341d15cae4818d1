namespace PodMirror.Capture;

/// <summary>Switch port mirroring over GRE (draft-foschiano-erspan): a header before the mirrored Ethernet frame.</summary>
internal static class ErspanLayer
{
    private const int TypeTwoBytes = 8;
    private const int TypeThreeBytes = 12;
    private const int SubheaderFlagAt = 11;
    private const int SubheaderFlag = 0x01;
    private const int SubheaderBytes = 8;

    /// <summary>Type II: eight bytes.</summary>
    public static Layer ReadTypeTwo(ref PacketWalk walk) => walk.SkipTo(TypeTwoBytes, Layer.Ethernet);

    /// <summary>Type III: twelve bytes, and eight more when its last bit says so.</summary>
    public static Layer ReadTypeThree(ref PacketWalk walk)
    {
        if (!walk.Has(TypeThreeBytes))
        {
            return walk.EndShort(TypeThreeBytes);
        }

        bool subheader = (walk.Bytes[SubheaderFlagAt] & SubheaderFlag) != 0;
        return walk.SkipTo(TypeThreeBytes + (subheader ? SubheaderBytes : 0), Layer.Ethernet);
    }
}
