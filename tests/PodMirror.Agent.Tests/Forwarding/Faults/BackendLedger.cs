using PodMirror.Spans;

namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>What a backend did with each span, by its id: the truth that the agent's ledger is held against.</summary>
internal sealed class BackendLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, FaultEnd> _ends = [];
    private readonly HashSet<long> _taken = [];

    /// <summary>Spans of requests that ended well, as often as they did.</summary>
    public long Taken { get; private set; }

    /// <summary>Spans that were rejected of requests that ended well.</summary>
    public long Rejected { get; private set; }

    /// <summary>Spans of requests that were refused.</summary>
    public long Dropped { get; private set; }

    /// <summary>Requests that were to be repeated.</summary>
    public long Repeats { get; private set; }

    /// <summary>Spans that came once more after the agent could not know that they were taken.</summary>
    public long Forced { get; private set; }

    /// <summary>Spans that came once more after the agent knew how they had ended.</summary>
    public long Unforced { get; private set; }

    /// <summary>A request is answered, or not; to be told before its answer is sent.</summary>
    public void On(ReadOnlySpan<byte> request, FaultEnd end)
    {
        List<long> ids = SpanIds(request);
        lock (_lock)
        {
            Repeats += end is FaultEnd.Repeated or FaultEnd.TakenUnknown ? 1 : 0;
            for (int i = 0; i < ids.Count; i++)
            {
                On(ids[i], end == FaultEnd.TakenButOne ? (i == 0 ? FaultEnd.Dropped : FaultEnd.Taken) : end, end == FaultEnd.TakenButOne);
            }
        }
    }

    /// <summary>The spans that are neither here nor known to be dropped.</summary>
    public long Missing(IEnumerable<long> ids)
    {
        lock (_lock)
        {
            return ids.LongCount(id => !_taken.Contains(id) && _ends.GetValueOrDefault(id, FaultEnd.Repeated) != FaultEnd.Dropped);
        }
    }

    private void On(long id, FaultEnd end, bool isPartly)
    {
        bool isKnown = _ends.TryGetValue(id, out FaultEnd before);
        Forced += isKnown && before == FaultEnd.TakenUnknown ? 1 : 0;
        Unforced += isKnown && before is FaultEnd.Taken or FaultEnd.Dropped ? 1 : 0;

        // An answer of which nobody knows stays so, however the next attempts are answered, until one ends it.
        _ends[id] = end == FaultEnd.Repeated && isKnown ? before : end;
        Taken += end == FaultEnd.Taken ? 1 : 0;
        Rejected += end == FaultEnd.Dropped && isPartly ? 1 : 0;
        Dropped += end == FaultEnd.Dropped && !isPartly ? 1 : 0;
        if (end is FaultEnd.Taken or FaultEnd.TakenUnknown)
        {
            _taken.Add(id);
        }
    }

    private static List<long> SpanIds(ReadOnlySpan<byte> request)
    {
        var ids = new List<long>();
        Collect(request, depth: 0, ids);
        return ids;
    }

    /// <summary>ExportTraceServiceRequest.resource_spans, ResourceSpans.scope_spans, ScopeSpans.spans, Span.span_id.</summary>
    private static void Collect(ReadOnlySpan<byte> message, int depth, List<long> ids)
    {
        int wanted = depth == 0 ? 1 : 2;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field != wanted || !reader.TryReadBytes(wire, out ReadOnlySpan<byte> bytes))
            {
                reader.TrySkip(wire);
            }
            else if (depth == 3)
            {
                ids.Add(BitConverter.ToInt64(bytes));
            }
            else
            {
                Collect(bytes, depth + 1, ids);
            }
        }
    }
}
