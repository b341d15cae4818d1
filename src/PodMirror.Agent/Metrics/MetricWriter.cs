using PodMirror.Spans;

namespace PodMirror.Agent.Metrics;

/// <summary>
/// Takes the metrics of a <see cref="MetricTable"/>, one after the other, each with its points. What a metric is called, what it counts in and how it
/// adds up is said once, where it is written; a form of metrics is a class that extends this one.
/// </summary>
internal abstract class MetricWriter
{
    /// <summary>What the names of all metrics of the agent begin with.</summary>
    public const string Prefix = "podmirror.agent.";

    /// <summary>Begins a sum that only grows. The name gets the prefix.</summary>
    public MetricWriter Counter(string name, string unit, string description) => Begin(name, unit, MetricKind.Counter, description);

    /// <summary>Begins a sum that goes up and down, and may be added up over agents.</summary>
    public MetricWriter Level(string name, string unit, string description) => Begin(name, unit, MetricKind.UpDownCounter, description);

    /// <summary>Begins what is measured now, and means nothing when it is added to another agent's.</summary>
    public MetricWriter Gauge(string name, string unit, string description) => Begin(name, unit, MetricKind.Gauge, description);

    /// <summary>Writes a histogram of durations, in seconds.</summary>
    public void Histogram(string name, string description, DurationHistogram histogram)
    {
        Begin(name, "s", MetricKind.Histogram, description);
        Write(histogram);
    }

    /// <summary>Writes a point of the metric begun last. Names of attributes are without the prefix <c>podmirror.</c>.</summary>
    public MetricWriter Sample(long value, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Write(value, attributes);
        return this;
    }

    /// <summary>Writes a point of the metric begun last.</summary>
    public MetricWriter Sample(double value, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Write(value, attributes);
        return this;
    }

    /// <summary>Writes 1 for what is so, and 0 for what is not.</summary>
    public MetricWriter Sample(bool value) => Sample(value ? 1L : 0L);

    /// <summary>Writes a point for each reason, at zero too: a series that appears with its first loss misses that loss in rates.</summary>
    public MetricWriter Samples<TReason>(
        ReasonCounters<TReason> counters, string attribute, params ReadOnlySpan<(string Name, string Value)> attributes)
        where TReason : struct, Enum
    {
        foreach (TReason reason in Enum.GetValues<TReason>())
        {
            Sample(counters[reason], [.. attributes, (attribute, Reasons.Name(reason))]);
        }

        return this;
    }

    /// <summary>A metric begins; the one before has ended.</summary>
    protected abstract void Begin(in MetricHead metric);

    /// <summary>A point with a whole number.</summary>
    protected abstract void Write(long value, ReadOnlySpan<(string Name, string Value)> attributes);

    /// <summary>A point with any number.</summary>
    protected abstract void Write(double value, ReadOnlySpan<(string Name, string Value)> attributes);

    /// <summary>The only point of a histogram.</summary>
    protected abstract void Write(DurationHistogram histogram);

    private MetricWriter Begin(string name, string unit, MetricKind kind, string description)
    {
        Begin(new MetricHead(Prefix + name, unit, kind, description));
        return this;
    }
}
