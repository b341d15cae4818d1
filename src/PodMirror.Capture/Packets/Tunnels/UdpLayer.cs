namespace PodMirror.Capture;

/// <summary>
/// A UDP header (RFC 768): source port u16, destination port u16, length u16, checksum u16. Tunnels are looked for at their registered ports;
/// what then does not read as the tunnel is counted as a packet without TCP.
/// </summary>
internal static class UdpLayer
{
    private const int HeaderBytes = 8;

    // What Linux, and with it flannel, uses where nobody names a port: VXLAN had no number of its own yet.
    private const ushort LinuxVxlan = 8472;

    /// <summary>Reads the header.</summary>
    public static Layer Read(ref PacketWalk walk)
    {
        if (!walk.Has(HeaderBytes))
        {
            return walk.EndShort(HeaderBytes);
        }

        ushort source = walk.UInt16(0);
        ushort destination = walk.UInt16(2);
        int length = walk.UInt16(4);
        Layer tunnel = TunnelAt(destination);
        if (tunnel == Layer.End)
        {
            tunnel = TunnelAt(source);
        }

        if (tunnel == Layer.End)
        {
            return walk.EndOther();
        }

        walk.Skip(HeaderBytes);
        if (length > HeaderBytes)
        {
            walk.Limit(Math.Min(length - HeaderBytes, walk.WireBytes));
        }

        return walk.Guess(tunnel);
    }

    private static Layer TunnelAt(ushort port) => port switch
    {
        1701 => Layer.L2tp,
        2152 => Layer.Gtp,
        3544 => Layer.Teredo,
        4754 => Layer.Gre,
        4789 or LinuxVxlan => Layer.Vxlan,
        4790 => Layer.VxlanGpe,
        5072 => Layer.Ayiya,
        6081 => Layer.Geneve,
        6635 => Layer.Mpls,
        _ => Layer.End,
    };
}
