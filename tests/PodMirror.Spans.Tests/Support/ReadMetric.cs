namespace PodMirror.Spans.Tests;

/// <summary>A metric read back by the simple reader of protobuf that spans are read back by (metrics/v1/metrics.proto).</summary>
internal sealed class ReadMetric
{
    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string Unit { get; private set; } = "";

    /// <summary>Gauge, or what a Sum is: Counter, UpDownCounter.</summary>
    public MetricKind Kind { get; private set; }

    public List<(ulong Start, ulong Time, long Value, string Attribute)> Points { get; } = [];

    /// <summary>The metrics of ExportMetricsServiceRequest.</summary>
    public static List<ReadMetric> OfRequest(byte[] request, out Dictionary<string, object> resource, out string scope)
    {
        (resource, scope) = ([], "");
        var metrics = new List<ReadMetric>();
        byte[] resourceMetrics = Assert.Single(ReadSpan.Fields(request), pair => pair.Field == 1).Value;
        foreach ((_, byte[] attribute) in ReadSpan.Fields(Field(resourceMetrics, 1)))
        {
            ReadSpan.AddAttribute(resource, attribute);
        }

        byte[] scopeMetrics = Field(resourceMetrics, 2);
        scope = ReadSpan.Utf8(Field(Field(scopeMetrics, 1), 1));
        metrics.AddRange(ReadSpan.Fields(scopeMetrics).Where(pair => pair.Field == 2).Select(pair => Of(pair.Value)));
        return metrics;
    }

    private static ReadMetric Of(byte[] metric)
    {
        var read = new ReadMetric();
        foreach ((int field, byte[] value) in ReadSpan.Fields(metric))
        {
            switch (field)
            {
                case 1: read.Name = ReadSpan.Utf8(value); break;
                case 2: read.Description = ReadSpan.Utf8(value); break;
                case 3: read.Unit = ReadSpan.Utf8(value); break;
                case 5: read.ReadGauge(value); break;
                case 7: read.ReadSum(value); break;
                default: Assert.Fail($"field {field}"); break;
            }
        }

        return read;
    }

    private void ReadGauge(byte[] gauge)
    {
        Kind = MetricKind.Gauge;
        Points.AddRange(ReadSpan.Fields(gauge).Select(pair => Point(pair.Value)));
    }

    private void ReadSum(byte[] sum)
    {
        // AGGREGATION_TEMPORALITY_CUMULATIVE is 2.
        Assert.Equal(2, ReadSpan.Number(Field(sum, 2)));
        Kind = ReadSpan.Number(Field(sum, 3)) == 1 ? MetricKind.Counter : MetricKind.UpDownCounter;
        Points.AddRange(ReadSpan.Fields(sum).Where(pair => pair.Field == 1).Select(pair => Point(pair.Value)));
    }

    private static (ulong Start, ulong Time, long Value, string Attribute) Point(byte[] point)
    {
        var attributes = new Dictionary<string, object>();
        (ulong start, ulong time, long count) = (0, 0, 0);
        foreach ((int field, byte[] value) in ReadSpan.Fields(point))
        {
            switch (field)
            {
                case 2: start = (ulong)ReadSpan.Number(value); break;
                case 3: time = (ulong)ReadSpan.Number(value); break;
                case 6: count = ReadSpan.Number(value); break;
                case 7: ReadSpan.AddAttribute(attributes, value); break;
                default: Assert.Fail($"field {field}"); break;
            }
        }

        return (start, time, count, string.Concat(attributes.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    private static byte[] Field(byte[] message, int number) => Assert.Single(ReadSpan.Fields(message), pair => pair.Field == number).Value;
}
