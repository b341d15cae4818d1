using PodMirror.Spans;

namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>The fields of one OTLP Span (trace/v1/trace.proto), checked to the leaves; texts and ids point into the request.</summary>
internal ref struct SpanFields
{
    private const int TraceIdBytes = 16;
    private const int SpanIdBytes = 8;

    /// <summary>16 bytes, not all zero.</summary>
    public ReadOnlySpan<byte> TraceId;

    /// <summary>8 bytes, not all zero.</summary>
    public ReadOnlySpan<byte> SpanId;

    /// <summary>8 bytes, or none.</summary>
    public ReadOnlySpan<byte> ParentSpanId;

    /// <summary>The span's name.</summary>
    public ReadOnlySpan<byte> Name;

    /// <summary>SpanKind: 1 internal, 2 server, 3 client, 4 producer, 5 consumer.</summary>
    public int Kind;

    /// <summary>Unix time of the start in nanoseconds; a time past 2262 is kept at that bound.</summary>
    public long StartNs;

    /// <summary>Unix time of the end in nanoseconds, bounded as the start is.</summary>
    public long EndNs;

    /// <summary>Status code: 0 unset, 1 ok, 2 error.</summary>
    public int StatusCode;

    /// <summary>The status message.</summary>
    public ReadOnlySpan<byte> StatusMessage;

    /// <summary>Reads and checks a span with all its attributes, events and links.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out SpanFields span, out TraceFault fault)
    {
        span = default;
        if (message.Length > ReceiverLimits.MaxSpanBytes)
        {
            fault = TraceFault.SpanTooLarge;
            return false;
        }

        int items = 0;
        SpanFields fields = default;
        fault = TraceFault.None;
        var reader = new ProtoReader(message);
        while (fault == TraceFault.None && reader.TryReadTag(out int field, out WireType wire))
        {
            fault = field switch
            {
                SpanField.Attributes or SpanField.Events or SpanField.Links => ReadItem(ref reader, field, wire, ref items),
                SpanField.Status => fields.ReadStatus(ref reader, wire),
                _ => fields.ReadField(ref reader, field, wire),
            };
        }

        span = fields;
        fault = fault == TraceFault.None ? (TraceFault)reader.Fault : fault;
        fault = fault == TraceFault.None ? fields.CheckIds() : fault;
        return fault == TraceFault.None;
    }

    private readonly TraceFault CheckIds()
    {
        if (TraceId.Length != TraceIdBytes || !TraceId.ContainsAnyExcept((byte)0))
        {
            return TraceFault.TraceIdInvalid;
        }

        bool parentValid = ParentSpanId.Length is 0 or SpanIdBytes;
        return SpanId.Length == SpanIdBytes && SpanId.ContainsAnyExcept((byte)0) && parentValid ? TraceFault.None : TraceFault.SpanIdInvalid;
    }

    private TraceFault ReadField(ref ProtoReader reader, int field, WireType wire)
    {
        ulong number = 0;
        _ = field switch
        {
            SpanField.TraceId => reader.TryReadBytes(wire, out TraceId),
            SpanField.SpanId => reader.TryReadBytes(wire, out SpanId),
            SpanField.TraceState => reader.TryReadString(wire, out _),
            SpanField.ParentSpanId => reader.TryReadBytes(wire, out ParentSpanId),
            SpanField.Name => reader.TryReadString(wire, out Name),
            SpanField.Kind => reader.TryReadVarint(wire, out number),
            SpanField.StartTime or SpanField.EndTime => reader.TryReadFixed64(wire, out number),
            _ => reader.TrySkip(wire),
        };
        switch (field)
        {
            case SpanField.Kind:
                Kind = (int)Math.Min(number, int.MaxValue);
                break;
            case SpanField.StartTime:
                StartNs = (long)Math.Min(number, long.MaxValue);
                break;
            case SpanField.EndTime:
                EndNs = (long)Math.Min(number, long.MaxValue);
                break;
        }

        return (TraceFault)reader.Fault;
    }

    private TraceFault ReadStatus(ref ProtoReader reader, WireType wire)
    {
        if (!reader.TryReadBytes(wire, out ReadOnlySpan<byte> message))
        {
            return (TraceFault)reader.Fault;
        }

        var status = new ProtoReader(message);
        ulong code = 0;
        while (status.TryReadTag(out int field, out WireType fieldWire))
        {
            _ = field switch
            {
                2 => status.TryReadString(fieldWire, out StatusMessage),
                3 => status.TryReadVarint(fieldWire, out code),
                _ => status.TrySkip(fieldWire),
            };
        }

        StatusCode = (int)Math.Min(code, int.MaxValue);
        return (TraceFault)status.Fault;
    }

    private static TraceFault ReadItem(ref ProtoReader reader, int field, WireType wire, ref int items)
    {
        if (!reader.TryReadBytes(wire, out ReadOnlySpan<byte> message))
        {
            return (TraceFault)reader.Fault;
        }

        if (++items > ReceiverLimits.MaxItemsPerSpan)
        {
            return TraceFault.TooManyItems;
        }

        switch (field)
        {
            case SpanField.Events:
                return Check(message, attributesField: 3, textField: 2, ref items);
            case SpanField.Links:
                return Check(message, attributesField: 4, textField: 3, ref items);
            default:
                KeyValue.TryRead(message, out _, out TraceFault fault);
                return fault;
        }
    }

    /// <summary>Checks an event (name in field 2, attributes in 3) or a link (trace state in field 3, attributes in 4).</summary>
    private static TraceFault Check(ReadOnlySpan<byte> message, int attributesField, int textField, ref int items)
    {
        TraceFault fault = TraceFault.None;
        var reader = new ProtoReader(message);
        while (fault == TraceFault.None && reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == textField)
            {
                reader.TryReadString(wire, out _);
            }
            else if (field == attributesField)
            {
                fault = ReadItem(ref reader, SpanField.Attributes, wire, ref items);
            }
            else
            {
                reader.TrySkip(wire);
            }
        }

        return fault == TraceFault.None ? (TraceFault)reader.Fault : fault;
    }
}
