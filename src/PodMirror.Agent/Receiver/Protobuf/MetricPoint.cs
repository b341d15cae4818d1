using PodMirror.Spans;

namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>A point of a metric with what is known of the metric; texts point into the request.</summary>
internal ref struct MetricPoint
{
    /// <summary>The metric's name.</summary>
    public ReadOnlySpan<byte> Name;

    /// <summary>What the metric is; null for a histogram, a summary, or a sum that is not cumulative.</summary>
    public MetricKind? Kind;

    /// <summary>Since when it counts, Unix time in nanoseconds; 0 when that is not said.</summary>
    public long StartNs;

    /// <summary>When it was so, Unix time in nanoseconds.</summary>
    public long TimeNs;

    /// <summary>The value, where it is a whole number.</summary>
    public long Value;

    /// <summary>Whether the value is a whole number.</summary>
    public bool IsWhole;

    /// <summary>How many attributes it has.</summary>
    public int AttributeCount;

    /// <summary>The name of the last attribute.</summary>
    public ReadOnlySpan<byte> AttributeName;

    /// <summary>The value of the last attribute, where that is a text.</summary>
    public ReadOnlySpan<byte> AttributeValue;

    /// <summary>Reads a NumberDataPoint into the fields that are its own.</summary>
    public TraceFault Read(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            ReadOnlySpan<byte> bytes = default;
            ulong number = 0;
            bool isRead = field switch
            {
                MetricField.StartTime or MetricField.Time or MetricField.Int => reader.TryReadFixed64(wire, out number),
                MetricField.Attributes => reader.TryReadBytes(wire, out bytes),
                _ => reader.TrySkip(wire),
            };
            TraceFault fault = isRead ? Take(field, number, bytes) : TraceFault.None;
            if (fault != TraceFault.None)
            {
                return fault;
            }
        }

        return (TraceFault)reader.Fault;
    }

    private TraceFault Take(int field, ulong number, ReadOnlySpan<byte> bytes)
    {
        switch (field)
        {
            case MetricField.StartTime:
                StartNs = (long)Math.Min(number, long.MaxValue);
                break;
            case MetricField.Time:
                TimeNs = (long)Math.Min(number, long.MaxValue);
                break;
            case MetricField.Int:
                (Value, IsWhole) = ((long)number, true);
                break;
            case MetricField.Attributes:
                return TakeAttribute(bytes);
        }

        return TraceFault.None;
    }

    private TraceFault TakeAttribute(ReadOnlySpan<byte> bytes)
    {
        if (++AttributeCount > ReceiverLimits.MaxItemsPerSpan)
        {
            return TraceFault.TooManyItems;
        }

        if (KeyValue.TryRead(bytes, out KeyValue attribute, out TraceFault fault))
        {
            AttributeName = attribute.Key;
            AttributeValue = attribute.Value.Kind == AnyValueKind.String ? attribute.Value.Bytes : default;
        }

        return fault;
    }
}
