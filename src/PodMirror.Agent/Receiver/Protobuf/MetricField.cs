namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>Field numbers of the OTLP Metric message and of what is in it (metrics/v1/metrics.proto).</summary>
internal static class MetricField
{
    /// <summary>Metric: string name.</summary>
    public const int Name = 1;

    /// <summary>Metric: Gauge gauge.</summary>
    public const int Gauge = 5;

    /// <summary>Metric: Sum sum.</summary>
    public const int Sum = 7;

    /// <summary>Metric: Histogram histogram.</summary>
    public const int Histogram = 9;

    /// <summary>Metric: ExponentialHistogram exponential_histogram.</summary>
    public const int ExponentialHistogram = 10;

    /// <summary>Metric: Summary summary.</summary>
    public const int Summary = 11;

    /// <summary>Of each of these five: repeated data_points.</summary>
    public const int Points = 1;

    /// <summary>Sum: AggregationTemporality aggregation_temporality.</summary>
    public const int Temporality = 2;

    /// <summary>Sum: bool is_monotonic.</summary>
    public const int Monotonic = 3;

    /// <summary>NumberDataPoint: fixed64 start_time_unix_nano.</summary>
    public const int StartTime = 2;

    /// <summary>NumberDataPoint: fixed64 time_unix_nano.</summary>
    public const int Time = 3;

    /// <summary>NumberDataPoint: sfixed64 as_int.</summary>
    public const int Int = 6;

    /// <summary>NumberDataPoint: repeated KeyValue attributes.</summary>
    public const int Attributes = 7;

    /// <summary>AGGREGATION_TEMPORALITY_CUMULATIVE.</summary>
    public const ulong Cumulative = 2;
}
