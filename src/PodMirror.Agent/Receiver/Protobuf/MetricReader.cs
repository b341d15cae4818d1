using PodMirror.Spans;

namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>
/// Reads the points of an ExportMetricsServiceRequest, whose metrics stand where the spans of a trace request do, so that
/// <see cref="TraceRequest"/> walks over both. With a sink it gives the points out; without one it only checks them.
/// <code>
/// Metric ── 1 name
///        ├─ 5 Gauge ─┬─ 1* NumberDataPoint
///        ├─ 7 Sum ───┘   2 temporality, 3 monotonic
///        └─ 9, 10, 11 ── 1* points that are counted and not read
/// </code>
/// </summary>
internal ref struct MetricReader(IMetricVisitor? sink) : ISpanVisitor
{
    /// <summary>What is wrong first; what follows is not read.</summary>
    public TraceFault Fault { get; private set; }

    /// <summary>Where the part begins in which that is.</summary>
    public int FaultOffset { get; private set; }

    /// <inheritdoc/>
    public void OnResource(ReadOnlySpan<byte> resource, int tagPosition)
    {
        Note(AttributeList.CheckSource(resource, AttributeList.InResource), tagPosition);
        sink?.OnResource(resource);
    }

    /// <inheritdoc/>
    public void OnScope(ReadOnlySpan<byte> scope, int tagPosition)
    {
        Note(AttributeList.CheckSource(scope, AttributeList.InScope), tagPosition);
        sink?.OnScope(scope);
    }

    /// <inheritdoc/>
    public void OnSpan(ReadOnlySpan<byte> span, int tagPosition)
    {
        if (Fault == TraceFault.None)
        {
            Note(ReadMetric(span), tagPosition);
        }
    }

    private void Note(TraceFault fault, int tagPosition)
    {
        if (Fault == TraceFault.None && fault != TraceFault.None)
        {
            (Fault, FaultOffset) = (fault, tagPosition);
        }
    }

    // The name may stand behind the points: first the name, then the points.
    private readonly TraceFault ReadMetric(ReadOnlySpan<byte> metric)
    {
        ReadOnlySpan<byte> name = default;
        var reader = new ProtoReader(metric);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            _ = field == MetricField.Name ? reader.TryReadString(wire, out name) : reader.TrySkip(wire);
        }

        TraceFault fault = (TraceFault)reader.Fault;
        reader = new ProtoReader(metric);
        while (fault == TraceFault.None && reader.TryReadTag(out int field, out WireType wire))
        {
            bool isData = field is MetricField.Gauge or MetricField.Sum or MetricField.Histogram
                or MetricField.ExponentialHistogram or MetricField.Summary;
            if (!isData)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> data))
            {
                fault = ReadData(name, field, data);
            }
        }

        return fault == TraceFault.None ? (TraceFault)reader.Fault : fault;
    }

    private readonly TraceFault ReadData(ReadOnlySpan<byte> name, int dataField, ReadOnlySpan<byte> data)
    {
        TraceFault fault = KindOf(dataField, data, out MetricKind? kind);
        bool hasNumbers = dataField is MetricField.Gauge or MetricField.Sum;
        var reader = new ProtoReader(data);
        while (fault == TraceFault.None && reader.TryReadTag(out int field, out WireType wire))
        {
            if (field != MetricField.Points)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> bytes))
            {
                var point = new MetricPoint { Name = name, Kind = kind };
                fault = hasNumbers ? point.Read(bytes) : TraceFault.None;
                if (fault == TraceFault.None)
                {
                    sink?.OnPoint(point);
                }
            }
        }

        return fault == TraceFault.None ? (TraceFault)reader.Fault : fault;
    }

    // Whether a sum is cumulative and monotonic may be said behind its points.
    private static TraceFault KindOf(int dataField, ReadOnlySpan<byte> data, out MetricKind? kind)
    {
        kind = dataField == MetricField.Gauge ? MetricKind.Gauge : null;
        if (dataField != MetricField.Sum)
        {
            return TraceFault.None;
        }

        ulong temporality = 0;
        ulong monotonic = 0;
        var reader = new ProtoReader(data);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            _ = field switch
            {
                MetricField.Temporality => reader.TryReadVarint(wire, out temporality),
                MetricField.Monotonic => reader.TryReadVarint(wire, out monotonic),
                _ => reader.TrySkip(wire),
            };
        }

        kind = temporality != MetricField.Cumulative ? null : monotonic != 0 ? MetricKind.Counter : MetricKind.UpDownCounter;
        return (TraceFault)reader.Fault;
    }
}
