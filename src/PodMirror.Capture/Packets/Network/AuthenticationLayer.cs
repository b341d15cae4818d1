namespace PodMirror.Capture;

/// <summary>
/// An IP authentication header (RFC 4302 section 2): next header u8, length u8 in units of four bytes less two, and what is not read.
/// </summary>
internal static class AuthenticationLayer
{
    private const int MinHeaderBytes = 12;

    /// <summary>Goes past the header.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(MinHeaderBytes))
        {
            return walk.EndShort(MinHeaderBytes);
        }

        int headerBytes = IpProtocols.AuthenticationBytes(walk.Bytes[1]);
        if (!walk.Has(headerBytes))
        {
            return walk.EndShort(headerBytes);
        }

        byte next = walk.Bytes[0];
        walk.Skip(headerBytes);
        return IpProtocols.Next(ref walk, next);
    }
}
