namespace PodMirror.Agent.Tests.Metrics;

/// <summary>A point of a metric as a receiver of OTLP reads it (metrics/v1/metrics.proto), by field numbers alone.</summary>
internal sealed class ReadPoint
{
    public string Metric { get; private set; } = "";

    public string Unit { get; private set; } = "";

    /// <summary>The field of the metric that has its points: 5 Gauge, 7 Sum, 9 Histogram.</summary>
    public int Data { get; private set; }

    public bool IsMonotonic { get; private set; }

    public ulong Temporality { get; private set; }

    public ulong StartNs { get; private set; }

    public ulong TimeNs { get; private set; }

    public double Value { get; private set; }

    /// <summary>Attributes, <c>name=value</c>.</summary>
    public List<string> Attributes { get; } = [];

    public ulong[] BucketCounts { get; private set; } = [];

    public double[] Bounds { get; private set; } = [];

    public ulong Count { get; private set; }

    public double Sum { get; private set; }

    /// <summary>All points of an ExportMetricsServiceRequest, and what its resource says.</summary>
    public static List<ReadPoint> OfRequest(byte[] request, out List<string> resource)
    {
        var points = new List<ReadPoint>();
        byte[] resourceMetrics = Assert.Single(WireFields.Of(request), field => field.Number == 1).Bytes;
        byte[] attributes = WireFields.Single(resourceMetrics, 1);
        resource = [.. WireFields.Of(attributes).Where(field => field.Number == 1).Select(field => Attribute(field.Bytes))];
        byte[] scope = WireFields.Single(resourceMetrics, 2);
        foreach ((int number, byte[] metric, ulong _) in WireFields.Of(scope))
        {
            if (number == 2)
            {
                points.AddRange(OfMetric(metric));
            }
        }

        return points;
    }

    private static IEnumerable<ReadPoint> OfMetric(byte[] metric)
    {
        string name = WireFields.Text(WireFields.Single(metric, 1));
        string unit = WireFields.Text(WireFields.Single(metric, 3));
        (int data, byte[] body, ulong _) = WireFields.Of(metric).Single(field => field.Number is 5 or 7 or 9);
        List<(int Number, byte[] Bytes, ulong Value)> fields = WireFields.Of(body);
        return fields.Where(field => field.Number == 1).Select(field =>
        {
            var point = new ReadPoint
            {
                Metric = name,
                Unit = unit,
                Data = data,
                Temporality = fields.SingleOrDefault(one => one.Number == 2).Value,
                IsMonotonic = fields.SingleOrDefault(one => one.Number == 3).Value == 1,
            };
            WireFields.Of(field.Bytes).ForEach(point.Take);
            return point;
        });
    }

    private void Take((int Number, byte[] Bytes, ulong Value) field)
    {
        (int number, byte[] bytes, ulong value) = field;
        switch (number)
        {
            case 2: StartNs = value; break;
            case 3: TimeNs = value; break;
            case 4 when Data == 9: Count = value; break;
            case 4: Value = BitConverter.UInt64BitsToDouble(value); break;
            case 5: Sum = BitConverter.UInt64BitsToDouble(value); break;
            case 6 when Data == 9: BucketCounts = [.. WireFields.Packed(bytes)]; break;
            case 6: Value = (long)value; break;
            case 7 when Data == 9: Bounds = [.. WireFields.Packed(bytes).Select(BitConverter.UInt64BitsToDouble)]; break;
            case 7 or 9: Attributes.Add(Attribute(bytes)); break;
            default: Assert.Fail($"field {number}"); break;
        }
    }

    private static string Attribute(byte[] pair) =>
        WireFields.Text(WireFields.Single(pair, 1)) + "=" + WireFields.Text(WireFields.Single(WireFields.Single(pair, 2), 1));
}
