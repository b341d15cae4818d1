using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// A request with metrics to an OTLP receiver (ExportMetricsServiceRequest, opentelemetry-proto metrics/v1), written anew each time into one buffer.
/// </summary>
/// <param name="source">Whose metrics they are.</param>
public sealed class MetricsRequest(SpanSource source)
{
    // What receivers take (4 MiB by default in gRPC). Ours has some 16 KiB, and a resource as large as environment variables may be.
    private const int MaxBytes = 4 * 1024 * 1024;

    private const int NameField = 1;
    private const int DescriptionField = 2;
    private const int UnitField = 3;
    private const int GaugeField = 5;
    private const int SumField = 7;
    private const int PointsField = 1;
    private const int TemporalityField = 2;
    private const int MonotonicField = 3;
    private const int StartTimeField = 2;
    private const int TimeField = 3;
    private const int IntField = 6;
    private const int AttributesField = 7;

    // AGGREGATION_TEMPORALITY_CUMULATIVE: each point tells the whole sum since its start, so that a request that is lost costs nothing.
    private const int Cumulative = 2;

    private readonly ByteBuffer _bytes = new(MaxBytes);
    private RequestFrame _frame;

    /// <summary>Begins a request, and forgets the one before.</summary>
    public void Begin()
    {
        _bytes.Clear();
        _frame = new RequestFrame(_bytes, source);
    }

    /// <summary>Adds the metrics of a ledger.</summary>
    /// <param name="metrics">What they are.</param>
    /// <param name="counts">The ledger's counters by their positions.</param>
    /// <param name="startNs">When the ledger began to count, nanoseconds since 1970-01-01 UTC.</param>
    /// <param name="timeNs">When the counts were as they are.</param>
    public void Add(LedgerMetricSet metrics, ReadOnlySpan<long> counts, long startNs, long timeNs)
    {
        foreach (LedgerMetric metric in metrics.Metrics)
        {
            int start = ProtoWriter.BeginMessage(_bytes, RequestFrame.ItemsField);
            WriteText(NameField, metric.Name);
            WriteText(DescriptionField, metric.Description);
            WriteText(UnitField, metric.Unit);
            WriteData(metric, counts, startNs, timeNs);
            ProtoWriter.EndMessage(_bytes, start);
        }
    }

    /// <summary>The whole request, valid until the next one begins; empty when it would be larger than receivers take.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        _frame.End(_bytes);
        return _bytes.HasOverflowed ? default : _bytes.WrittenMemory;
    }

    private void WriteData(LedgerMetric metric, ReadOnlySpan<long> counts, long startNs, long timeNs)
    {
        bool isGauge = metric.Kind == MetricKind.Gauge;
        int data = ProtoWriter.BeginMessage(_bytes, isGauge ? GaugeField : SumField);
        foreach (LedgerPoint point in metric.Points)
        {
            int start = ProtoWriter.BeginMessage(_bytes, PointsField);
            if (!isGauge)
            {
                ProtoWriter.WriteFixed64Field(_bytes, StartTimeField, (ulong)startNs);
            }

            ProtoWriter.WriteFixed64Field(_bytes, TimeField, (ulong)timeNs);
            ProtoWriter.WriteFixed64Field(_bytes, IntField, (ulong)counts[point.Counter]);
            if (point.Value is { } value)
            {
                AttributeWriter.WriteString(_bytes, metric.AttributeName, Encoding.UTF8.GetBytes(value), AttributesField);
            }

            ProtoWriter.EndMessage(_bytes, start);
        }

        if (!isGauge)
        {
            ProtoWriter.WriteVarintField(_bytes, TemporalityField, Cumulative);
            ProtoWriter.WriteVarintField(_bytes, MonotonicField, metric.Kind == MetricKind.Counter ? 1UL : 0UL);
        }

        ProtoWriter.EndMessage(_bytes, data);
    }

    private void WriteText(int field, string text) => ProtoWriter.WriteBytesField(_bytes, field, Encoding.UTF8.GetBytes(text));
}
