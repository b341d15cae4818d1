namespace PodMirror.Capture;

/// <summary>
/// VXLAN (RFC 7348 section 5) and its generic protocol extension: flags u8, reserved u24 (its last byte the next protocol),
/// network u24, reserved u8.
/// </summary>
internal static class VxlanLayer
{
    private const int HeaderBytes = 8;
    private const int NetworkFlag = 0x08;
    private const int NextProtocolFlag = 0x04;
    private const int NextProtocolAt = 3;

    /// <summary>Reads a header that an Ethernet frame follows. Reserved bits are not looked at: extensions use them.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        return (walk.Bytes[0] & NetworkFlag) != 0 ? walk.SkipTo(HeaderBytes, Layer.Ethernet) : walk.EndOther();
    }

    /// <summary>Reads a header that may say what follows it (draft-ietf-nvo3-vxlan-gpe).</summary>
    public static Layer ReadGpe(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes) || (walk.Bytes[0] & NextProtocolFlag) == 0)
        {
            return Read(ref walk);
        }

        Layer next = walk.Bytes[NextProtocolAt] switch
        {
            1 => Layer.IPv4,
            2 => Layer.IPv6,
            3 => Layer.Ethernet,
            4 => Layer.Nsh,
            _ => walk.EndOther(),
        };
        return next == Layer.End ? next : walk.SkipTo(HeaderBytes, next);
    }
}
