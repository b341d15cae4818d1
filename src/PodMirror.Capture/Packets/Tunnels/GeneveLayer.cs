namespace PodMirror.Capture;

/// <summary>
/// Geneve (RFC 8926 section 3.4): version u2, options length u6 in units of four bytes, flags u8, EtherType u16, network u24, reserved u8, options.
/// </summary>
internal static class GeneveLayer
{
    private const int HeaderBytes = 8;
    private const int LengthMask = 0x3F;

    /// <summary>Goes past the header and its options.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        int headerBytes = HeaderBytes + ((walk.Bytes[0] & LengthMask) * 4);
        if (walk.Bytes[0] >> 6 != 0)
        {
            return walk.EndOther();
        }

        if (!walk.Has(headerBytes))
        {
            return walk.EndShort(headerBytes);
        }

        ushort type = walk.UInt16(2);
        walk.Skip(headerBytes);
        return EtherTypes.Next(ref walk, type);
    }
}
