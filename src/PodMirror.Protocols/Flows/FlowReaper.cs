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

    /// <summary>Flows looked at for the exchange time limit each second: in a full table each has its turn every 16 seconds.</summary>
    private const int FlowsATurn = 4096;

    /// <summary>Longest silent flows looked at to find message memory: few enough for one segment's time.</summary>
    private const int FlowsToReclaim = 64;

    /// <summary>
    /// Chains of the table looked at when those hold none, as many idle connections do: the next call goes on behind them, so a hoarder is
    /// found after 64 calls at most.
    /// </summary>
    private const int BucketsToReclaim = 1024;

    private int _timeBucket;
    private int _memoryBucket;
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

    /// <summary>Ends open flows of a kind, and takes them out.</summary>
    public void CloseWhere(Predicate<Flow> isOver)
    {
        foreach (FlowList list in (ReadOnlySpan<FlowList>)[table.Silent, table.Active])
        {
            foreach (Flow flow in list.ToArray())
            {
                // Ending one may have cost another, to make room for what it held.
                if (flow.List == list && isOver(flow))
                {
                    Close(flow, Anomalies.None, MirrorCounter.FlowsClosed);
                    table.Remove(flow);
                }
            }
        }
    }

    /// <summary>
    /// Gives up a flow that holds messages, the longest silent one if it is easily found; false when none was found. Reading what that flow
    /// still held may want memory itself: it gets none, or one flow would give up the next, as deep as there are flows.
    /// </summary>
    public bool TryReclaimMemory()
    {
        if (_reclaiming)
        {
            return false;
        }

        if ((FindSilentHolder() ?? FindNextHolder()) is not { } flow)
        {
            return false;
        }

        _reclaiming = true;
        Evict(flow);
        _reclaiming = false;
        return true;
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
        int flows = 0;
        for (int i = 0; i < table.Buckets && flows < FlowsATurn; i++)
        {
            for (Flow? flow = table.FirstInBucket(_timeBucket++); flow is not null; flow = flow.NextInBucket)
            {
                flow.Connection?.OnTime(nowNs);
                flows++;
            }
        }
    }

    private Flow? FindSilentHolder()
    {
        Flow? flow = table.Active.Oldest;
        for (int i = 0; i < FlowsToReclaim && flow is not null; i++, flow = flow.NewerFlow)
        {
            if (MayGiveMemory(flow))
            {
                return flow;
            }
        }

        return null;
    }

    private Flow? FindNextHolder()
    {
        for (int i = 0; i < BucketsToReclaim; i++)
        {
            for (Flow? flow = table.FirstInBucket(_memoryBucket++); flow is not null; flow = flow.NextInBucket)
            {
                if (MayGiveMemory(flow))
                {
                    return flow;
                }
            }
        }

        return null;
    }

    private static bool MayGiveMemory(Flow flow) => !flow.BeingRead && flow.Connection is { HoldsMemory: true };
}
