using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>A request on its way, and how many of its spans came from whom.</summary>
public sealed class ExportBatch
{
    private readonly List<(object Origin, int Spans)> _shares = [];

    /// <summary>Makes an empty batch.</summary>
    public ExportBatch(SpanSource source, int maxBytes) => Spans = new SpanBatch(source, maxBytes);

    /// <summary>The spans.</summary>
    public SpanBatch Spans { get; }

    /// <summary>When the first span was added, as the clock's timestamp.</summary>
    public long BegunAt { get; private set; }

    /// <summary>From whom the spans came; as long as the number of origins that add at the same time.</summary>
    public IReadOnlyList<(object Origin, int Spans)> Shares => _shares;

    /// <summary>Adds so much of an exchange; false when its span is too large.</summary>
    public bool TryAdd(SpanWriter writer, scoped in ExchangeRecord exchange, object origin, TimeProvider time, Detail detail = Detail.Full)
    {
        if (!Spans.TryAdd(writer, exchange, detail))
        {
            return false;
        }

        BegunAt = Spans.Count == 1 ? time.GetTimestamp() : BegunAt;
        AddShare(origin);
        return true;
    }

    /// <summary>Forgets spans and origins.</summary>
    public void Clear()
    {
        Spans.Clear();
        _shares.Clear();
    }

    private void AddShare(object origin)
    {
        for (int i = 0; i < _shares.Count; i++)
        {
            if (ReferenceEquals(_shares[i].Origin, origin))
            {
                _shares[i] = (origin, _shares[i].Spans + 1);
                return;
            }
        }

        _shares.Add((origin, 1));
    }
}
