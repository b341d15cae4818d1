using System.Buffers.Binary;
using System.Text;

namespace PodMirror.Spans;

/// <summary>Writes one point of a metric: its value, its attributes, and its end.</summary>
public readonly ref struct MetricPointWriter
{
    private readonly ByteBuffer _bytes;
    private readonly int _start;
    private readonly int _attributes;

    internal MetricPointWriter(ByteBuffer bytes, MetricKind kind, long startNs, long timeNs)
    {
        _bytes = bytes;
        _start = ProtoWriter.BeginMessage(bytes, MetricFields.Points);
        _attributes = kind == MetricKind.Histogram ? MetricFields.HistogramAttributes : MetricFields.NumberAttributes;
        if (kind != MetricKind.Gauge)
        {
            ProtoWriter.WriteFixed64Field(bytes, MetricFields.StartTime, (ulong)startNs);
        }

        ProtoWriter.WriteFixed64Field(bytes, MetricFields.Time, (ulong)timeNs);
    }

    /// <summary>A whole number.</summary>
    public void Value(long value) => ProtoWriter.WriteFixed64Field(_bytes, MetricFields.Int, (ulong)value);

    /// <summary>Any number.</summary>
    public void Value(double value) => WriteDouble(MetricFields.Double, value);

    /// <summary>Of a histogram: how many values were in each bucket.</summary>
    /// <param name="sum">The sum of all values.</param>
    /// <param name="counts">How many were in each bucket alone, one bucket more than there are bounds.</param>
    /// <param name="bounds">The upper bounds, which belong to their buckets, in order.</param>
    public void Buckets(double sum, ReadOnlySpan<long> counts, ReadOnlySpan<double> bounds)
    {
        long all = 0;
        int packed = ProtoWriter.BeginMessage(_bytes, MetricFields.BucketCounts);
        foreach (long count in counts)
        {
            all += count;
            BinaryPrimitives.TryWriteInt64LittleEndian(_bytes.AppendRoom(sizeof(long)), count);
        }

        ProtoWriter.EndMessage(_bytes, packed);
        packed = ProtoWriter.BeginMessage(_bytes, MetricFields.ExplicitBounds);
        foreach (double bound in bounds)
        {
            BinaryPrimitives.TryWriteDoubleLittleEndian(_bytes.AppendRoom(sizeof(double)), bound);
        }

        ProtoWriter.EndMessage(_bytes, packed);
        ProtoWriter.WriteFixed64Field(_bytes, MetricFields.Count, (ulong)all);
        WriteDouble(MetricFields.Sum, sum);
    }

    /// <summary>An attribute, after the value.</summary>
    public void Attribute(string name, string value) => Attribute(new AttributeName(name), value);

    /// <summary>Ends the point.</summary>
    public void End() => ProtoWriter.EndMessage(_bytes, _start);

    internal void Attribute(AttributeName name, string value) =>
        AttributeWriter.WriteString(_bytes, name, Encoding.UTF8.GetBytes(value), _attributes);

    private void WriteDouble(int field, double value) =>
        ProtoWriter.WriteFixed64Field(_bytes, field, BitConverter.DoubleToUInt64Bits(value));
}
