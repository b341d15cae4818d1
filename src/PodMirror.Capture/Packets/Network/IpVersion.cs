namespace PodMirror.Capture;

/// <summary>IP of a version that only its own first four bits tell.</summary>
internal static class IpVersion
{
    /// <summary>Looks at the version.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(1))
        {
            return walk.EndShort(1);
        }

        return (walk.Bytes[0] >> 4) switch
        {
            4 => Layer.IPv4,
            6 => Layer.IPv6,
            _ => walk.EndOther(),
        };
    }
}
