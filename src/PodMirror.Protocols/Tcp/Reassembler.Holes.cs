using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Holes: which flows wait for them, and when they are given up.</summary>
internal sealed partial class Reassembler
{
    /// <summary>How far the time of a turn may lie before that of a segment; what is further is a clock that was set back.</summary>
    private const long MaxReorderingNs = 1_000_000_000;

    private StalledFlows _inGrace;

    /// <summary>
    /// Looks at the flows whose grace is over. Once is enough: of a hole that cannot be given up then, only a segment of its flow can tell more.
    /// When the clock was set back, it begins anew.
    /// </summary>
    public void OnTime(long nowNs)
    {
        while (_inGrace.First is { } flow)
        {
            long waitedNs = nowNs - flow.StalledSinceNs;
            if (waitedNs < -MaxReorderingNs)
            {
                BeginGrace(flow, nowNs);
            }
            else if (waitedNs >= _graceNs)
            {
                _inGrace.Remove(flow);
                Settle(flow, nowNs, force: false);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Delivers everything that is held, over all holes.</summary>
    public void Flush(Flow flow)
    {
        Settle(flow, flow.LastSeenNs, force: true);
        Unstall(flow);
    }

    /// <summary>Delivers what can be, gives up holes whose time is over, and ends directions that are through.</summary>
    private void Settle(Flow flow, long nowNs, bool force)
    {
        while (true)
        {
            bool progress = Drain(flow, FlowSide.Low) | Drain(flow, FlowSide.High);
            if (progress)
            {
                if (flow.Stalled)
                {
                    BeginGrace(flow, nowNs);
                }

                continue;
            }

            if (!flow.HoldsSegments)
            {
                Unstall(flow);
                return;
            }

            Stall(flow, nowNs);
            if (!force && nowNs - flow.StalledSinceNs < _graceNs)
            {
                KeepInGrace(flow);
                return;
            }

            if (!GiveUpHole(flow, FlowSide.Low, force) && !GiveUpHole(flow, FlowSide.High, force))
            {
                return;
            }
        }
    }

    private bool Drain(Flow flow, FlowSide side)
    {
        StreamHalf half = flow.HalfOf(side);
        StreamHalf other = flow.HalfOf(side == FlowSide.Low ? FlowSide.High : FlowSide.Low);
        bool progress = false;
        while (half.Held.First is { } held && !Sequence.After(held.Position.Sequence, half.Next) && IsCaughtUp(other, held.Position))
        {
            DeliverFirst(flow, side, half);
            progress = true;
        }

        if (half.FinSeen && !half.Ended && half.Held.First is null && !Sequence.Before(half.Next, half.FinSequence))
        {
            half.Ended = true;
            flow.Connection?.ReaderOf(side).OnEnd(closed: true);
            progress = true;
        }

        return progress;
    }

    private void DeliverFirst(Flow flow, FlowSide side, StreamHalf half)
    {
        HeldSegment held = half.Held.RemoveFirst();
        ReadOnlySpan<byte> bytes = held.Span;
        StreamPosition position = held.Position;
        int cut = held.CutBytes;
        if (SkipOld(half, ref bytes, ref cut, ref position))
        {
            Deliver(flow, side, half, bytes, cut, position);
        }

        _memory.Release(held);
    }

    /// <summary>Gives up what the first held segment of a direction waits for; false when it is to be waited for still.</summary>
    private bool GiveUpHole(Flow flow, FlowSide side, bool force)
    {
        StreamHalf half = flow.HalfOf(side);
        if (half.Held.First is not { } held)
        {
            return false;
        }

        if (Sequence.After(held.Position.Sequence, half.Next))
        {
            bool acknowledged = half.HasPeerAcknowledged && Sequence.After(half.PeerAcknowledged, half.Next);
            if (!acknowledged && !force)
            {
                return false;
            }

            Lose(flow, side, half, held.Position.Sequence);
            return true;
        }

        // It is in its place and acknowledges bytes of the other direction that never came.
        FlowSide otherSide = side == FlowSide.Low ? FlowSide.High : FlowSide.Low;
        StreamHalf other = flow.HalfOf(otherSide);
        uint until = held.Position.Acknowledgement;
        if (other.Held.First is { } waiting)
        {
            until = Sequence.Min(until, waiting.Position.Sequence);
        }
        else
        {
            other.JumpedFrom = other.Next;
        }

        if (!Sequence.After(until, other.Next))
        {
            // Each waits for the other: contradictory acknowledgements. Order within the direction is all there is.
            DeliverFirst(flow, side, half);
            return true;
        }

        // Inside a message the framing has accounted for the hole: should its bytes come after all, they must not be read as well.
        bool maybeLate = other.Held.First is null && flow.Connection!.ReaderOf(otherSide).AwaitsMessage;
        Lose(flow, otherSide, other, until);
        other.Jumped = maybeLate;
        return true;
    }

    /// <summary>Gives up what bytes would wait for, in both directions, when nothing is held in either.</summary>
    private void GiveUpBefore(Flow flow, FlowSide side, StreamHalf half, in StreamPosition position)
    {
        if (Sequence.After(position.Sequence, half.Next))
        {
            Lose(flow, side, half, position.Sequence);
        }

        FlowSide otherSide = side == FlowSide.Low ? FlowSide.High : FlowSide.Low;
        StreamHalf other = flow.HalfOf(otherSide);
        if (!IsCaughtUp(other, position))
        {
            Lose(flow, otherSide, other, position.Acknowledgement);
        }
    }

    private void Lose(Flow flow, FlowSide side, StreamHalf half, uint until)
    {
        int lost = Sequence.Distance(half.Next, until);
        _ledger[MirrorCounter.Gaps]++;
        _ledger[MirrorCounter.BytesLost] += lost;
        flow.Connection!.ReaderOf(side).OnGap(lost, half.Next);
        half.Next = until;
        half.Tentative = false;
    }

    private void Stall(Flow flow, long nowNs)
    {
        if (!flow.Stalled)
        {
            flow.Stalled = true;
            BeginGrace(flow, nowNs);
        }
    }

    private void Unstall(Flow flow)
    {
        flow.Stalled = false;
        _inGrace.Remove(flow);
    }

    private void BeginGrace(Flow flow, long nowNs)
    {
        flow.StalledSinceNs = nowNs;
        _inGrace.Add(flow);
    }

    /// <summary>Its grace was over before the clock was set back.</summary>
    private void KeepInGrace(Flow flow)
    {
        if (!flow.InGrace)
        {
            _inGrace.Add(flow);
        }
    }
}
