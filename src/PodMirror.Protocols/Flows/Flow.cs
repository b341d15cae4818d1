using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>One TCP connection: its two directions, its place in the table, and what is read from it. Pooled.</summary>
internal sealed class Flow
{
    public readonly StreamHalf LowHalf = new();
    public readonly StreamHalf HighHalf = new();

    public FlowKey Key;
    public uint Hash;
    public Flow? NextInBucket;
    public Flow? NewerFlow;
    public Flow? OlderFlow;
    public FlowList? List;

    /// <summary>The index of the connection since the start, from 0.</summary>
    public uint Stream;

    public long LastSeenNs;

    /// <summary>Which end is the client, as the SYN, the listening sockets or the first request told.</summary>
    public FlowSide Client;

    /// <summary>Whether the lower end is an address of ours.</summary>
    public bool LowIsLocal;

    /// <summary>Whether the higher end is an address of ours.</summary>
    public bool HighIsLocal;

    public OpaqueKind Opaque;

    /// <summary>Ended by FIN or RST; kept for a while, so that late segments are not taken for a new flow.</summary>
    public bool Closed;

    /// <summary>Whether it waits for a hole, since <see cref="StalledSinceNs"/>.</summary>
    public bool Stalled;

    public long StalledSinceNs;

    /// <summary>Whether it is among the <see cref="StalledFlows"/>, between these two.</summary>
    public bool InGrace;

    public Flow? NextInGrace;
    public Flow? PreviousInGrace;

    /// <summary>What reads its messages; null until the first payload.</summary>
    public FlowConnection? Connection;

    /// <summary>Whether its bytes are being read now: it must not be given up meanwhile, not even to make room for them.</summary>
    public bool BeingRead;

    /// <summary>Whether segments overlapped with different bytes.</summary>
    public bool SegmentConflict;

    /// <summary>Bytes in which nothing was recognised, as long as nothing ever was.</summary>
    public long UnrecognisedBytes;

    /// <summary>Whether segments wait in either direction.</summary>
    public bool HoldsSegments => LowHalf.Held.First is not null || HighHalf.Held.First is not null;

    public FlowSide OtherThanClient => Client switch
    {
        FlowSide.Low => FlowSide.High,
        FlowSide.High => FlowSide.Low,
        _ => FlowSide.Unknown,
    };

    public StreamHalf HalfOf(FlowSide side) => side == FlowSide.Low ? LowHalf : HighHalf;

    public IpEndpoint EndOf(FlowSide side) => side == FlowSide.Low ? Key.Low : Key.High;

    public bool IsLocal(FlowSide side) => side == FlowSide.Low ? LowIsLocal : HighIsLocal;

    /// <summary>Ingress when the server end is ours (calls within the Pod too), egress when only the client end is.</summary>
    public Direction Direction =>
        Client == FlowSide.Unknown ? Direction.Unknown
        : IsLocal(OtherThanClient) ? Direction.Ingress
        : IsLocal(Client) ? Direction.Egress
        : Direction.Unknown;

    /// <summary>Makes it as new for another connection of the same key or another.</summary>
    public void Reset(uint stream)
    {
        LowHalf.Reset();
        HighHalf.Reset();
        Stream = stream;
        Client = FlowSide.Unknown;
        LowIsLocal = HighIsLocal = Closed = Stalled = BeingRead = SegmentConflict = false;
        Opaque = OpaqueKind.None;
        UnrecognisedBytes = 0;
        Connection = null;
    }
}
