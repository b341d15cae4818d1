namespace PodMirror.Capture;

/// <summary>
/// Anything in anything (draft-massar-v6ops-ayiya).
/// <code>
/// identity length u4 (power of two), kind u4 | signature length u4 (units of four bytes), kind u4 | authentication u4, operation u4 | next header u8
/// time u32 | identity | signature
/// </code>
/// </summary>
internal static class AyiyaLayer
{
    private const int HeaderBytes = 8;
    private const int Forward = 1;

    /// <summary>Goes past the header of a packet that is forwarded.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        int identityBytes = 1 << (walk.Bytes[0] >> 4);
        int signatureBytes = (walk.Bytes[1] >> 4) * 4;
        int headerBytes = HeaderBytes + identityBytes + signatureBytes;
        if ((walk.Bytes[2] & 0x0F) != Forward)
        {
            return walk.EndOther();
        }

        if (!walk.Has(headerBytes))
        {
            return walk.EndShort(headerBytes);
        }

        byte next = walk.Bytes[3];
        walk.Skip(headerBytes);
        return IpProtocols.Next(ref walk, next);
    }
}
