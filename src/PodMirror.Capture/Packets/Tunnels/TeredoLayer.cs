namespace PodMirror.Capture;

/// <summary>
/// IPv6 over UDP (RFC 4380 section 5.1.1). Before the IPv6 header may stand an authentication (0x0001, client length u8, value length u8,
/// both values, nonce of eight bytes, confirmation u8) and an origin indication (0x0000, port u16, address u32).
/// </summary>
internal static class TeredoLayer
{
    private const ushort Authentication = 0x0001;
    private const ushort Origin = 0x0000;
    private const int AuthenticationBytes = 13;
    private const int OriginBytes = 8;

    /// <summary>Goes past both, to the IPv6 header.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (walk.Has(4) && walk.UInt16(0) == Authentication)
        {
            int length = AuthenticationBytes + walk.Bytes[2] + walk.Bytes[3];
            if (!walk.Has(length))
            {
                return walk.EndShort(length);
            }

            walk.Skip(length);
        }

        return walk.Has(2) && walk.UInt16(0) == Origin ? walk.SkipTo(OriginBytes, Layer.IPv6) : Layer.IPv6;
    }
}
