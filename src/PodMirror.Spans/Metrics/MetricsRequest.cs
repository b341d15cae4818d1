using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// A request with metrics to an OTLP receiver (ExportMetricsServiceRequest, opentelemetry-proto metrics/v1), written anew each time into one buffer.
/// Sums and histograms are cumulative: each point tells the whole sum since its start, so that a request that is lost costs nothing.
/// </summary>
/// <param name="source">Whose metrics they are.</param>
public sealed class MetricsRequest(SpanSource source)
{
    // What receivers take (4 MiB by default in gRPC). Ours has some 16 KiB, and a resource as large as environment variables may be.
    private const int MaxBytes = 4 * 1024 * 1024;

    private const int NameField = 1;
    private const int DescriptionField = 2;
    private const int UnitField = 3;

    private readonly ByteBuffer _bytes = new(MaxBytes);
    private RequestFrame _frame;
    private MetricKind _kind;
    private int _metric;
    private int _data;

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
            BeginMetric(metric.Name, metric.Unit, metric.Kind, metric.Description);
            foreach (LedgerPoint point in metric.Points)
            {
                MetricPointWriter writer = Point(startNs, timeNs);
                writer.Value(counts[point.Counter]);
                if (point.Value is { } value)
                {
                    writer.Attribute(metric.AttributeName!, value);
                }

                writer.End();
            }

            EndMetric();
        }
    }

    /// <summary>Begins a metric; its points follow.</summary>
    /// <param name="name">Its name by OpenTelemetry's rules.</param>
    /// <param name="unit">Its unit in UCUM.</param>
    /// <param name="kind">How its points may be added up.</param>
    /// <param name="description">What it counts, in one sentence.</param>
    public void BeginMetric(string name, string unit, MetricKind kind, string description)
    {
        _kind = kind;
        _metric = ProtoWriter.BeginMessage(_bytes, RequestFrame.ItemsField);
        WriteText(NameField, name);
        WriteText(DescriptionField, description);
        WriteText(UnitField, unit);
        _data = ProtoWriter.BeginMessage(_bytes, MetricFields.DataOf(kind));
    }

    /// <summary>Begins a point of the metric that was begun.</summary>
    /// <param name="startNs">Since when it counts, nanoseconds since 1970-01-01 UTC; left out of a gauge, which has nothing to count from.</param>
    /// <param name="timeNs">When it was so.</param>
    public MetricPointWriter Point(long startNs, long timeNs) => new(_bytes, _kind, startNs, timeNs);

    /// <summary>Ends the metric that was begun.</summary>
    public void EndMetric()
    {
        if (_kind != MetricKind.Gauge)
        {
            ProtoWriter.WriteVarintField(_bytes, MetricFields.Temporality, MetricFields.Cumulative);
        }

        if (_kind is MetricKind.Counter or MetricKind.UpDownCounter)
        {
            ProtoWriter.WriteVarintField(_bytes, MetricFields.Monotonic, _kind == MetricKind.Counter ? 1UL : 0UL);
        }

        ProtoWriter.EndMessage(_bytes, _data);
        ProtoWriter.EndMessage(_bytes, _metric);
    }

    /// <summary>The whole request, valid until the next one begins; empty when it would be larger than receivers take.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        _frame.End(_bytes);
        return _bytes.HasOverflowed ? default : _bytes.WrittenMemory;
    }

    private void WriteText(int field, string text) => ProtoWriter.WriteBytesField(_bytes, field, Encoding.UTF8.GetBytes(text));
}
