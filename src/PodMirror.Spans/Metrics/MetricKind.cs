namespace PodMirror.Spans;

/// <summary>The instrument of a metric, in OpenTelemetry's terms, which says how its points may be added up.</summary>
public enum MetricKind
{
    /// <summary>A sum that only grows: a cumulative monotonic Sum.</summary>
    Counter,

    /// <summary>A sum that goes up and down, such as what is open now: a cumulative Sum that is not monotonic.</summary>
    UpDownCounter,

    /// <summary>What is measured now, and means nothing when it is added to another Pod's.</summary>
    Gauge,

    /// <summary>Values sorted into buckets: a cumulative Histogram with explicit bounds. No metric of a ledger is one.</summary>
    Histogram,
}
