using PodMirror.Capture;

namespace PodMirror.Protocols;

/// <summary>What segments say about the beginning and the end of a flow.</summary>
internal static class FlowLife
{
    /// <summary>How far a SYN or RST may lie from what a flow expects and still belong to it.</summary>
    private const int MaxDriftBytes = 1 << 20;

    /// <summary>Whether a SYN begins another connection than the one that is known between the same ends.</summary>
    public static bool IsNewConnection(Flow flow, FlowSide side, in TcpSegment segment)
    {
        StreamHalf half = flow.HalfOf(side);
        if (half.SynSeen)
        {
            return half.InitialSequence != segment.Sequence;
        }

        return flow.Closed || (half.Started && Math.Abs((long)Sequence.Distance(half.Next, segment.Sequence + 1)) > MaxDriftBytes);
    }

    /// <summary>
    /// Whether a flow that a RST had ended goes on all the same: the RST was forged, or refused. New bytes, or the answer to a SYN, tell.
    /// </summary>
    public static bool GoesOn(Flow flow, FlowSide side, in TcpSegment segment)
    {
        StreamHalf half = flow.HalfOf(side);
        if (half.Ended || flow.Opaque != OpaqueKind.None || (segment.Flags & TcpFlags.Rst) != 0)
        {
            return false;
        }

        uint end = segment.Sequence + (uint)segment.WirePayloadBytes;
        bool newBytes = segment.WirePayloadBytes > 0 && (!half.Started || Sequence.After(end, half.Next));
        return newBytes || ((segment.Flags & TcpFlags.Syn) != 0 && !half.SynSeen);
    }

    /// <summary>Whether a RST is the end of the flow: one that lies far from what is expected is an attack, or noise (RFC 5961 section 3).</summary>
    public static bool IsResetCredible(Flow flow, FlowSide side, in TcpSegment segment)
    {
        StreamHalf half = flow.HalfOf(side);
        return !half.Started || flow.Opaque != OpaqueKind.None || Math.Abs((long)Sequence.Distance(half.Next, segment.Sequence)) <= MaxDriftBytes;
    }

    /// <summary>Notes the end of a flow that is not put together.</summary>
    public static void NoteEnd(Flow flow, in TcpSegment segment)
    {
        if ((segment.Flags & TcpFlags.Fin) != 0)
        {
            bool fromLow = flow.Key.Low == segment.Source;
            flow.LowHalf.Ended |= fromLow;
            flow.HighHalf.Ended |= !fromLow;
        }
    }
}
