using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// Puts the segments of a flow in order, both directions together. A byte is delivered when all before it in its direction were, and
/// when the other direction has been delivered as far as the segment acknowledges: so a response never overtakes its request, whatever
/// order the capture has. In-order bytes are read where they lie; others are copied and held.
/// </summary>
/// <remarks>
/// A hole that the receiver has acknowledged was lost by the capture: it is given up after a short grace for reordering. One that it has
/// not acknowledged was lost on the network: its retransmission is waited for, as long as what is held stays within its limits.
/// </remarks>
internal sealed partial class Reassembler
{
    /// <summary>The largest TCP window (RFC 7323 section 2.2): nothing further away can belong to the flow.</summary>
    private const int MaxWindowBytes = 1 << 30;

    /// <summary>The furthest that one direction waits for the other: more was never in flight in a Pod's network.</summary>
    private const int MaxCausalBytes = 1 << 26;

    /// <summary>The padding of a minimal Ethernet frame behind IPv4 and TCP headers without options.</summary>
    private const int MaxPaddingBytes = 6;

    /// <summary>Stray segments in a row after which the flow is taken up where they are.</summary>
    private const int MaxStrays = 3;

    private readonly PipelineOptions _options;
    private readonly MirrorLedger _ledger;
    private readonly HeldMemory _memory;
    private readonly long _graceNs;

    public Reassembler(PipelineOptions options, MirrorLedger ledger)
    {
        _options = options;
        _ledger = ledger;
        _memory = new HeldMemory(options.MaxHeldBytes, ledger);
        _graceNs = options.HoleGrace.Ticks * 100;
    }

    public void OnSegment(Flow flow, FlowSide side, in TcpSegment segment)
    {
        StreamHalf half = flow.HalfOf(side);
        StreamHalf other = flow.HalfOf(side == FlowSide.Low ? FlowSide.High : FlowSide.Low);
        uint sequence = segment.Sequence;
        bool acknowledges = (segment.Flags & TcpFlags.Ack) != 0 && (segment.Flags & TcpFlags.Rst) == 0;
        if ((segment.Flags & TcpFlags.Syn) != 0)
        {
            TakeSyn(half, sequence++);
        }

        if (acknowledges)
        {
            TakeAcknowledgement(other, segment.Acknowledgement);
        }

        if (IsPadding(flow, side, segment))
        {
            _ledger[MirrorCounter.BytesPadding] += segment.WirePayloadBytes;
        }
        else if (segment.WirePayloadBytes > 0)
        {
            var position = new StreamPosition(segment.TimestampNs, sequence, segment.Acknowledgement, acknowledges);
            TakePayload(flow, side, half, other, segment, position);
        }

        if ((segment.Flags & TcpFlags.Fin) != 0)
        {
            TakeFin(half, sequence + (uint)segment.WirePayloadBytes);
        }

        if (half.FinSeen || other.FinSeen || flow.Stalled || flow.HoldsSegments)
        {
            Settle(flow, segment.TimestampNs, force: false);
        }
    }

    /// <summary>
    /// A bare acknowledgement with a few zero bytes, where a message should begin: an Ethernet frame's padding. The real bytes come
    /// with the same sequence number, so taking these would hide a start line.
    /// </summary>
    private static bool IsPadding(Flow flow, FlowSide side, in TcpSegment segment) =>
        segment.WirePayloadBytes is > 0 and <= MaxPaddingBytes
        && segment.Flags == TcpFlags.Ack
        && segment.Payload.IndexOfAnyExcept((byte)0) < 0
        && flow.Connection!.ReaderOf(side).AwaitsMessage;

    private static void TakeSyn(StreamHalf half, uint sequence)
    {
        if (half.SynSeen || (half.Started && !half.Tentative))
        {
            return;
        }

        half.SynSeen = true;
        half.InitialSequence = sequence;
        half.Start(sequence + 1, tentative: false);
    }

    private static void TakeAcknowledgement(StreamHalf other, uint acknowledgement)
    {
        if (!other.Started)
        {
            other.Start(acknowledgement, tentative: true);
        }

        if (Math.Abs((long)Sequence.Distance(other.Next, acknowledgement)) <= MaxCausalBytes)
        {
            other.OnPeerAcknowledgement(acknowledgement);
        }
    }

    private static void TakeFin(StreamHalf half, uint sequence)
    {
        if (!half.FinSeen && half.Started && Math.Abs((long)Sequence.Distance(half.Next, sequence)) <= MaxCausalBytes)
        {
            half.FinSeen = true;
            half.FinSequence = sequence;
        }
    }

    private void TakePayload(Flow flow, FlowSide side, StreamHalf half, StreamHalf other, in TcpSegment segment, StreamPosition position)
    {
        ReadOnlySpan<byte> bytes = segment.Payload;
        int cut = segment.WirePayloadBytes - bytes.Length;
        _ledger[MirrorCounter.BytesCut] += cut;
        if (!half.Started)
        {
            half.Start(position.Sequence, tentative: false);
        }
        else if (half.Tentative)
        {
            Confirm(flow, side, half, position.Sequence);
        }

        if (!InWindow(flow, side, half, position.Sequence, bytes.Length))
        {
            return;
        }

        if (!SkipOld(half, ref bytes, ref cut, ref position))
        {
            return;
        }

        if (position.Sequence == half.Next && half.Held.First is null && IsCaughtUp(other, position))
        {
            Deliver(flow, side, half, bytes, cut, position);
        }
        else
        {
            Hold(flow, side, half, bytes, cut, position);
        }
    }

    /// <summary>The first bytes of a direction of which only acknowledgements were known: they say where it really stands.</summary>
    private void Confirm(Flow flow, FlowSide side, StreamHalf half, uint sequence)
    {
        half.Tentative = false;
        int distance = Sequence.Distance(half.Next, sequence);
        if (distance == 0)
        {
            return;
        }

        if (distance is > 0 and <= MaxCausalBytes)
        {
            flow.Connection!.ReaderOf(side).OnGap(distance, half.Next);
            _ledger[MirrorCounter.BytesLost] += distance;
            _ledger[MirrorCounter.Gaps]++;
        }

        half.Next = sequence;
    }

    private bool InWindow(Flow flow, FlowSide side, StreamHalf half, uint sequence, int bytes)
    {
        if (Math.Abs((long)Sequence.Distance(half.Next, sequence)) <= MaxWindowBytes)
        {
            half.Strays = 0;
            return true;
        }

        if (++half.Strays < MaxStrays)
        {
            _ledger[MirrorCounter.BytesOutOfWindow] += bytes;
            return false;
        }

        half.Strays = 0;
        Settle(flow, flow.LastSeenNs, force: true);
        flow.Connection!.ReaderOf(side).OnGap(1, half.Next);
        _ledger[MirrorCounter.Gaps]++;
        half.Next = sequence;
        return true;
    }

    /// <summary>Passes over what was delivered before; false when nothing is left.</summary>
    private bool SkipOld(StreamHalf half, ref ReadOnlySpan<byte> bytes, ref int cut, ref StreamPosition position)
    {
        int old = Sequence.Distance(position.Sequence, half.Next);
        if (old <= 0)
        {
            return true;
        }

        if (half.Jumped && !Sequence.Before(position.Sequence, half.JumpedFrom))
        {
            // An acknowledgement had us give these up, and here they are after all.
            _ledger[MirrorCounter.BytesLost] -= old;
            half.Next = position.Sequence;
            return true;
        }

        int same = Math.Min(old, bytes.Length);
        _ledger[MirrorCounter.BytesDuplicate] += same;
        bytes = bytes[same..];
        cut = Math.Max(0, cut - (old - same));
        position = position.Advance(old);
        return bytes.Length + cut > 0;
    }

    private static bool IsCaughtUp(StreamHalf other, StreamPosition position)
    {
        if (!position.HasAcknowledgement || !other.Started)
        {
            return true;
        }

        int ahead = Sequence.Distance(other.Next, position.Acknowledgement);
        bool onlyFin = ahead == 1 && other.FinSeen && other.FinSequence == other.Next;
        return ahead is <= 0 or > MaxCausalBytes || onlyFin;
    }

    private void Hold(Flow flow, FlowSide side, StreamHalf half, ReadOnlySpan<byte> bytes, int cut, StreamPosition position)
    {
        int dropped = bytes.Length;
        if (half.Held.Bytes + bytes.Length <= _options.MaxHeldBytesPerFlow)
        {
            dropped = half.Held.Insert(bytes, cut, position, _memory, _ledger, out bool conflict);
            NoteConflict(flow, conflict);
        }

        if (dropped == 0)
        {
            return;
        }

        // No room to wait any longer: give up the holes now, and try once more.
        ReadOnlySpan<byte> rest = bytes[^dropped..];
        position = position.Advance(bytes.Length - dropped);
        Settle(flow, position.TimestampNs, force: true);
        if (!SkipOld(half, ref rest, ref cut, ref position))
        {
            return;
        }

        if (half.Held.Insert(rest, cut, position, _memory, _ledger, out _) > 0)
        {
            // Other flows hold all that may be held. Nothing of this one waits any more, so it can go on from here.
            GiveUpBefore(flow, side, half, position);
            Deliver(flow, side, half, rest, cut, position);
        }
    }

    private void NoteConflict(Flow flow, bool conflict)
    {
        if (conflict)
        {
            flow.SegmentConflict = true;
            _ledger[MirrorCounter.SegmentConflicts]++;
        }
    }

    private void Deliver(Flow flow, FlowSide side, StreamHalf half, ReadOnlySpan<byte> bytes, int cut, StreamPosition position)
    {
        DirectionReader reader = flow.Connection!.ReaderOf(side);
        half.Jumped = false;
        half.Next += (uint)bytes.Length;
        _ledger[MirrorCounter.BytesParsed] += bytes.Length;
        flow.BeingRead = true;
        reader.Read(bytes, position);
        flow.BeingRead = false;
        if (cut > 0)
        {
            reader.OnGap(cut, half.Next);
            half.Next += (uint)cut;
        }
    }
}
