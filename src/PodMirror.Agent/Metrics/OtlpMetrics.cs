using PodMirror.Spans;

namespace PodMirror.Agent.Metrics;

/// <summary>Writes metrics as a request of OTLP.</summary>
/// <param name="request">The request, which was begun.</param>
/// <param name="startNs">Since when all that is a sum counts, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="timeNs">Now.</param>
internal sealed class OtlpMetrics(MetricsRequest request, long startNs, long timeNs) : MetricWriter
{
    private const string AttributePrefix = "podmirror.";
    private bool _isOpen;

    /// <summary>Ends the last metric; the request can be finished.</summary>
    public void End()
    {
        if (_isOpen)
        {
            request.EndMetric();
            _isOpen = false;
        }
    }

    /// <inheritdoc/>
    protected override void Begin(in MetricHead metric)
    {
        End();
        request.BeginMetric(metric.Name, metric.Unit, metric.Kind, metric.Description);
        _isOpen = true;
    }

    /// <inheritdoc/>
    protected override void Write(long value, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        MetricPointWriter point = request.Point(startNs, timeNs);
        point.Value(value);
        End(point, attributes);
    }

    /// <inheritdoc/>
    protected override void Write(double value, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        MetricPointWriter point = request.Point(startNs, timeNs);
        point.Value(value);
        End(point, attributes);
    }

    /// <inheritdoc/>
    protected override void Write(DurationHistogram histogram)
    {
        MetricPointWriter point = request.Point(startNs, timeNs);
        point.Buckets(histogram.Sum, histogram.Counts(), histogram.UpperBounds);
        point.End();
    }

    private static void End(MetricPointWriter point, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach ((string name, string value) in attributes)
        {
            point.Attribute(AttributePrefix + name, value);
        }

        point.End();
    }
}
