using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Ends flows: closed ones, silent ones, those in the way of new ones, and all of them at the end.</summary>
internal sealed class FlowReaper(
    PipelineOptions options, MirrorLedger ledger, FlowTable table, Reassembler reassembler, ConnectionPool connections)
{
    /// <summary>How long an ended flow is kept: beyond the longest pause between retransmissions (RFC 6298 section 2.4).</summary>
    private const long ClosedNs = 120_000_000_000;

    /// <summary>Ended flows that are kept: late segments are rare, and a Pod with many short connections must not pay for them.</summary>
    private const int MaxClosedFlows = 4096;

    /// <summary>Flows looked at for the exchange time limit at each turn: a table of that size is looked through each second.</summary>
    private const int FlowsATurn = 4096;

    /// <summary>Flows looked at to find message memory: enough to find a hoarder, few enough for one segment's time.</summary>
    private const int FlowsToReclaim = 64;

    private Flow? _cursor;
    private bool _reclaiming;

    /// <summary>Ends a flow. It stays in the table, to catch late segments.</summary>
    public void Close(Flow flow, Anomalies why, MirrorCounter counter)
    {
        if (flow.Closed)
        {
            return;
        }

        reassembler.Flush(flow);
        flow.Closed = true;
        ledger[counter]++;
        ledger[MirrorCounter.FlowsOpen]--;
        if (flow.Connection is { } connection)
        {
            connection.Finish(why);
            flow.Connection = null;
            connections.Return(connection);
        }

        MoveCursor(flow);
        table.Closed.Touch(flow);
        if (table.Closed.Count > MaxClosedFlows)
        {
            table.Remove(table.Closed.Oldest!);
        }
    }

    /// <summary>Ends a flow to make room, and takes it out.</summary>
    public void Evict(Flow flow)
    {
        Close(flow, Anomalies.FlowEvicted, MirrorCounter.FlowsEvicted);
        table.Remove(flow);
    }

    /// <summary>Ends everything; the table is empty afterwards.</summary>
    public void CloseAll()
    {
        while (table.Least is { } flow)
        {
            Close(flow, Anomalies.None, MirrorCounter.FlowsClosed);
            table.Remove(flow);
        }
    }

    /// <summary>
    /// Gives up the longest silent flow that holds messages; false when none was found. Reading what that flow still held may want
    /// memory itself: it gets none, or one flow would give up the next, as deep as there are flows.
    /// </summary>
    public bool TryReclaimMemory()
    {
        if (_reclaiming)
        {
            return false;
        }

        Flow? flow = table.Active.Oldest;
        for (int i = 0; i < FlowsToReclaim && flow is not null; i++, flow = flow.NewerFlow)
        {
            if (!flow.BeingRead && flow.Connection is { HoldsMemory: true })
            {
                _reclaiming = true;
                Evict(flow);
                _reclaiming = false;
                return true;
            }
        }

        return false;
    }

    public void OnTime(long nowNs)
    {
        while (table.Closed.Oldest is { } closed && closed.LastSeenNs < nowNs - ClosedNs)
        {
            table.Remove(closed);
        }

        long idleSince = nowNs - (options.IdleFlow.Ticks * 100);
        CloseIdle(table.Silent, idleSince);
        CloseIdle(table.Active, idleSince);
        GiveOutLongExchanges(nowNs);
    }

    private void CloseIdle(FlowList list, long idleSinceNs)
    {
        while (list.Oldest is { } idle && idle.LastSeenNs < idleSinceNs)
        {
            Close(idle, Anomalies.None, MirrorCounter.FlowsIdle);
            table.Remove(idle);
        }
    }

    private void GiveOutLongExchanges(long nowNs)
    {
        for (int i = 0; i < FlowsATurn; i++)
        {
            _cursor = _cursor is null ? table.Active.Oldest : _cursor.NewerFlow;
            if (_cursor is null)
            {
                return;
            }

            _cursor.Connection?.OnTime(nowNs);
        }
    }

    private void MoveCursor(Flow flow)
    {
        if (ReferenceEquals(_cursor, flow))
        {
            _cursor = flow.OlderFlow;
        }
    }
}
