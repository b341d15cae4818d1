using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// A request to an OTLP receiver (ExportTraceServiceRequest) as it grows: resource and scope are written once at its start, spans
/// are appended, and the lengths around them are filled in when it is taken.
/// </summary>
public sealed class SpanBatch
{
    /// <summary>The number of spans in ScopeSpans.</summary>
    public const int SpansField = RequestFrame.ItemsField;

    private readonly ByteBuffer _bytes;
    private readonly SpanSource _source;
    private RequestFrame _frame;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="source">Whose spans they are.</param>
    /// <param name="maxBytes">The most that it will hold.</param>
    public SpanBatch(SpanSource source, int maxBytes)
    {
        _source = source;
        _bytes = new ByteBuffer(maxBytes);
        Clear();
    }

    /// <summary>Spans in it.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the request as it is.</summary>
    public int Bytes => _bytes.Length;

    /// <summary>Bytes of memory that it holds on to.</summary>
    public int CapacityBytes => _bytes.CapacityBytes;

    /// <summary>Appends a span with so much of the exchange; false when it does not fit, and the batch is as it was.</summary>
    public bool TryAdd(SpanWriter writer, scoped in ExchangeRecord exchange, Detail detail = Detail.Full)
    {
        if (!writer.TryWrite(exchange, _bytes, SpansField, detail))
        {
            return false;
        }

        Count++;
        return true;
    }

    /// <summary>The whole request; valid until the batch is changed.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        _frame.End(_bytes);
        return _bytes.WrittenMemory;
    }

    /// <summary>Forgets the spans.</summary>
    public void Clear()
    {
        Count = 0;
        _bytes.Clear();
        _frame = new RequestFrame(_bytes, _source);
    }
}
