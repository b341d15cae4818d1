using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>The two ends of a flow, the lower first, so that both directions have the same key. VLAN tags are no part of it.</summary>
internal readonly record struct FlowKey(IpEndpoint Low, IpEndpoint High)
{
    /// <summary>The key of a segment, and whether its sender is the lower end.</summary>
    public static FlowKey Of(IpEndpoint source, IpEndpoint destination, out bool fromLow)
    {
        fromLow = source <= destination;
        return fromLow ? new FlowKey(source, destination) : new FlowKey(destination, source);
    }

    /// <summary>A hash that a sender who does not know the seed cannot steer into collisions.</summary>
    public uint Hash(ulong seed)
    {
        ulong hash = Mix(seed ^ (ulong)Low.Address, (ulong)(Low.Address >> 64) ^ Low.Port);
        hash = Mix(hash ^ (ulong)High.Address, (ulong)(High.Address >> 64) ^ ((ulong)High.Port << 16));
        return (uint)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left ^ 0x9E37_79B9_7F4A_7C15, right ^ 0xD6E8_FEB8_6659_FD93, out ulong low);
        return high ^ low ^ left;
    }
}
