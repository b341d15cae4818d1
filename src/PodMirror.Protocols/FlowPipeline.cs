using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>
/// From TCP segments to exchanges, run to completion: each segment is put in its place in its flow, read as far as it goes, and what it
/// finishes is given to the sink before the call returns. One thread owns it. Nothing is allocated in steady state.
/// </summary>
public sealed class FlowPipeline
{
    /// <summary>How often, in capture time, flows are looked through for what has lasted too long: once a second.</summary>
    private const long HousekeepingNs = 1_000_000_000;

    /// <summary>
    /// Segments in a row from before the last housekeeping that mean that it was ahead of its time: one packet's wrong time is enough for
    /// that, while captures of several clocks in one file go back and forth.
    /// </summary>
    private const int MaxSegmentsBehind = 16;

    private readonly MirrorLedger _ledger;
    private readonly IServerPorts? _serverPorts;
    private readonly FlowTable _table;
    private readonly FlowReaper _reaper;
    private readonly Reassembler _reassembler;
    private readonly MessagePool _messages;
    private readonly ExchangeEmitter _emitter;
    private readonly ConnectionPool _connections;
    private uint _streams;
    private long _nextHousekeepingNs;
    private int _segmentsBehind;

    /// <summary>Makes a pipeline with its own table and memory.</summary>
    /// <param name="options">What is captured, and the limits.</param>
    /// <param name="ledger">Where everything is counted.</param>
    /// <param name="sink">Where exchanges go.</param>
    /// <param name="serverPorts">Knows who listens; null in replay.</param>
    public FlowPipeline(PipelineOptions options, MirrorLedger ledger, IExchangeSink sink, IServerPorts? serverPorts = null)
    {
        _ledger = ledger;
        _serverPorts = serverPorts;
        _table = new FlowTable(options.MaxFlows);
        _messages = new MessagePool(options, ledger);
        _emitter = new ExchangeEmitter(options.Mode, ledger, sink);
        _connections = new ConnectionPool(_messages, _emitter);
        _reassembler = new Reassembler(options, ledger);
        _reaper = new FlowReaper(options, ledger, _table, _reassembler, _connections);
        _messages.Reclaim = _reaper.TryReclaimMemory;
    }

    /// <summary>
    /// How much is told of messages that begin from now on; to be set at any time, by the thread that owns the pipeline. Sizes, times, statuses and
    /// counts are the same in each, and <see cref="Detail.CountOnly"/> is treated as <see cref="Detail.WithoutFields"/>: a record is the count.
    /// </summary>
    public Detail Detail
    {
        get => _messages.Detail;
        set => _messages.Detail = value;
    }

    /// <summary>Bytes of each body that are kept; to be set at any time, by the thread that owns the pipeline. What is kept already stays.</summary>
    public int MaxBodyBytes
    {
        get => _messages.MaxBodyBytes;
        set => _messages.MaxBodyBytes = value;
    }

    /// <summary>
    /// Which directions are given out; to be set between two segments, by the thread that owns the pipeline. An exchange counts by the mode at its
    /// end. Connections of a direction that is new are joined in their middle, as those that are older than the capture; others are read no further.
    /// </summary>
    public CaptureMode Mode
    {
        get => _emitter.Mode;
        set
        {
            if (value != _emitter.Mode)
            {
                _emitter.Mode = value;
                RenewChanged();
            }
        }
    }

    /// <summary>Ends the flows that are captured no longer, as the end of a capture does: what is open of them is given out as it is.</summary>
    /// <param name="isCaptured">Says of the two ports of a flow whether it still is.</param>
    public void EndFlows(Func<ushort, ushort, bool> isCaptured) =>
        _reaper.CloseWhere(flow => !isCaptured(flow.Key.Low.Port, flow.Key.High.Port));

    /// <summary>Takes a segment, in the order of capture.</summary>
    public void OnSegment(in TcpSegment segment)
    {
        NoteTime(segment.TimestampNs);
        _ledger[MirrorCounter.BytesSeen] += segment.WirePayloadBytes;
        FlowKey key = FlowKey.Of(segment.Source, segment.Destination, out bool fromLow);
        FlowSide side = fromLow ? FlowSide.Low : FlowSide.High;
        Flow flow = _table.Find(key, out uint hash) is { } known ? Renewed(known, side, segment) : Begin(key, hash, side, segment);
        flow.LastSeenNs = segment.TimestampNs;
        Take(flow, side, segment);
    }

    /// <summary>Does what time brings: holes that are waited for too long, exchanges that last too long, flows that fell silent.</summary>
    /// <param name="nowNs">The time of the capture, nanoseconds since 1970-01-01 UTC. Call at least once a second of it.</param>
    public void OnTime(long nowNs)
    {
        _nextHousekeepingNs = nowNs + HousekeepingNs;
        _segmentsBehind = 0;
        _reassembler.OnTime(nowNs);
        _reaper.OnTime(nowNs);
    }

    /// <summary>Gives up holes that were acknowledged long enough ago; cheap, to be called at every turn of a live capture.</summary>
    /// <param name="nowNs">The time of the capture.</param>
    public void OnTurn(long nowNs)
    {
        _reassembler.OnTime(nowNs);
        if (nowNs >= _nextHousekeepingNs || IsFarBehind(nowNs))
        {
            OnTime(nowNs);
        }
    }

    /// <summary>The capture has ended: everything open is given out as it is.</summary>
    public void Finish() => _reaper.CloseAll();

    /// <summary>A replay has no turns: there the segments alone tell the time.</summary>
    private void NoteTime(long nowNs)
    {
        _segmentsBehind = IsFarBehind(nowNs) ? _segmentsBehind + 1 : 0;
        if (nowNs >= _nextHousekeepingNs || _segmentsBehind >= MaxSegmentsBehind)
        {
            OnTime(nowNs);
        }
    }

    /// <summary>Whether the clock has stepped back since the last housekeeping.</summary>
    private bool IsFarBehind(long nowNs) => nowNs < _nextHousekeepingNs - (2 * HousekeepingNs);

    private void Take(Flow flow, FlowSide side, in TcpSegment segment)
    {
        if (segment.Origin != PacketOrigin.Unknown)
        {
            bool low = (segment.Origin == PacketOrigin.Outgoing) == (side == FlowSide.Low);
            flow.LowIsLocal |= low;
            flow.HighIsLocal |= !low;
        }

        if (flow.Closed)
        {
            CountUnread(MirrorCounter.BytesAfterClose, segment);
            return;
        }

        if (flow.Opaque == OpaqueKind.None && segment.WirePayloadBytes > 0 && flow.Connection is null)
        {
            BeginReading(flow);
        }

        if (flow.Opaque != OpaqueKind.None)
        {
            TakeOpaque(flow, segment);
        }
        else
        {
            _reassembler.OnSegment(flow, side, segment);
        }

        if ((segment.Flags & TcpFlags.Rst) != 0 && FlowLife.IsResetCredible(flow, side, segment))
        {
            _reaper.Close(flow, Anomalies.ConnectionReset, MirrorCounter.FlowsClosed);
        }
        else if (flow.LowHalf.Ended && flow.HighHalf.Ended)
        {
            _reaper.Close(flow, Anomalies.None, MirrorCounter.FlowsClosed);
        }
    }

    /// <summary>Flows that are not read are not put together either.</summary>
    private void TakeOpaque(Flow flow, in TcpSegment segment)
    {
        if (flow.Opaque == OpaqueKind.FilteredMode)
        {
            CountUnread(MirrorCounter.BytesFilteredMode, segment);
        }
        else
        {
            _ledger[MirrorCounter.BytesParsed] += segment.Payload.Length;
            CountUnread(OpaqueCounter.Of(flow.Opaque), segment);
        }

        FlowLife.NoteEnd(flow, segment);
        _table.Active.Touch(flow);
    }

    private void CountUnread(MirrorCounter counter, in TcpSegment segment)
    {
        _ledger[counter] += segment.Payload.Length;
        _ledger[MirrorCounter.BytesCut] += segment.WirePayloadBytes - segment.Payload.Length;
    }

    /// <summary>The first payload: from here on the flow costs memory, unless its direction is one that is left out.</summary>
    private void BeginReading(Flow flow)
    {
        _table.Active.Touch(flow);
        if (!_emitter.Mode.Wants(flow.Direction))
        {
            flow.Opaque = OpaqueKind.FilteredMode;
            _ledger[MirrorCounter.FlowsFilteredMode]++;
            return;
        }

        flow.Connection = _connections.Rent(flow);
    }

    private Flow Begin(in FlowKey key, uint hash, FlowSide side, in TcpSegment segment)
    {
        if (_table.IsFull)
        {
            _reaper.Evict(_table.Least!);
        }

        Flow flow = Add(key, hash);
        FlowSide other = side == FlowSide.Low ? FlowSide.High : FlowSide.Low;
        if ((segment.Flags & TcpFlags.Syn) != 0)
        {
            flow.Client = (segment.Flags & TcpFlags.Ack) == 0 ? side : other;
        }
        else if (_serverPorts is not null)
        {
            flow.Client = _serverPorts.IsListening(segment.Destination) ? side
                : _serverPorts.IsListening(segment.Source) ? other
                : FlowSide.Unknown;
        }

        return flow;
    }

    private Flow Add(in FlowKey key, uint hash)
    {
        Flow flow = _table.Add(key, hash, _streams++);
        _ledger[MirrorCounter.FlowsSeen]++;
        _ledger[MirrorCounter.FlowsOpen]++;
        _table.Silent.Touch(flow);
        return flow;
    }

    /// <summary>Begins anew the flows whose direction the mode has begun to want, or wants no longer.</summary>
    private void RenewChanged()
    {
        foreach (Flow flow in _table.Active.ToArray())
        {
            // Ending one may have cost another, to make room for what it held.
            if (flow.List == _table.Active && (flow.Opaque == OpaqueKind.FilteredMode) == _emitter.Mode.Wants(flow.Direction))
            {
                Renew(flow);
            }
        }
    }

    /// <summary>Ends a flow, and has the next segment begin another of the same ends, of which is known who is who.</summary>
    private void Renew(Flow flow)
    {
        (FlowKey key, uint hash, FlowSide client, long seenNs) = (flow.Key, flow.Hash, flow.Client, flow.LastSeenNs);
        (bool isLowLocal, bool isHighLocal) = (flow.LowIsLocal, flow.HighIsLocal);
        _reaper.Close(flow, Anomalies.None, MirrorCounter.FlowsClosed);
        _table.Remove(flow);
        Flow next = Add(key, hash);
        (next.Client, next.LastSeenNs, next.LowIsLocal, next.HighIsLocal) = (client, seenNs, isLowLocal, isHighLocal);
    }

    /// <summary>A SYN with another initial sequence number on a known flow is a new connection of the same ends.</summary>
    private Flow Renewed(Flow flow, FlowSide side, in TcpSegment segment)
    {
        bool opens = (segment.Flags & (TcpFlags.Syn | TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Syn;
        if ((opens && FlowLife.IsNewConnection(flow, side, segment)) || (flow.Closed && FlowLife.GoesOn(flow, side, segment)))
        {
            FlowKey key = flow.Key;
            uint hash = flow.Hash;
            _reaper.Close(flow, Anomalies.None, MirrorCounter.FlowsClosed);
            _table.Remove(flow);
            return Begin(key, hash, side, segment);
        }

        FlowList list = flow.Closed ? _table.Closed : flow.List!;
        list.Touch(flow);
        return flow;
    }
}
