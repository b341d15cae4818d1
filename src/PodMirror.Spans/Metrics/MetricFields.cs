namespace PodMirror.Spans;

/// <summary>Numbers of fields that are written into metrics and their points (opentelemetry-proto metrics/v1).</summary>
internal static class MetricFields
{
    /// <summary>Of Gauge, Sum and Histogram: data_points.</summary>
    internal const int Points = 1;

    /// <summary>Of Sum and Histogram: aggregation_temporality.</summary>
    internal const int Temporality = 2;

    /// <summary>AGGREGATION_TEMPORALITY_CUMULATIVE.</summary>
    internal const int Cumulative = 2;

    /// <summary>Of Sum: is_monotonic.</summary>
    internal const int Monotonic = 3;

    /// <summary>Of both kinds of points: start_time_unix_nano.</summary>
    internal const int StartTime = 2;

    /// <summary>Of both kinds of points: time_unix_nano.</summary>
    internal const int Time = 3;

    /// <summary>Of NumberDataPoint: as_double.</summary>
    internal const int Double = 4;

    /// <summary>Of NumberDataPoint: as_int.</summary>
    internal const int Int = 6;

    /// <summary>Of NumberDataPoint: attributes.</summary>
    internal const int NumberAttributes = 7;

    /// <summary>Of HistogramDataPoint: count.</summary>
    internal const int Count = 4;

    /// <summary>Of HistogramDataPoint: sum.</summary>
    internal const int Sum = 5;

    /// <summary>Of HistogramDataPoint: bucket_counts, packed.</summary>
    internal const int BucketCounts = 6;

    /// <summary>Of HistogramDataPoint: explicit_bounds, packed.</summary>
    internal const int ExplicitBounds = 7;

    /// <summary>Of HistogramDataPoint: attributes.</summary>
    internal const int HistogramAttributes = 9;

    /// <summary>Of Metric: what has the points of a kind.</summary>
    internal static int DataOf(MetricKind kind) => kind switch
    {
        MetricKind.Gauge => 5,
        MetricKind.Histogram => 9,
        _ => 7,
    };
}
