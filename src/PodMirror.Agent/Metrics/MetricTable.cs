namespace PodMirror.Agent.Metrics;

/// <summary>
/// All metrics of the agent, each registered once by the part that has it: the page for Prometheus and the export by OTLP are two walks over this, so
/// that what one tells the other tells too.
/// </summary>
internal sealed class MetricTable
{
    private readonly List<Action<MetricWriter>> _series = [];

    /// <summary>Registers what writes some metrics. They are read by several threads, at any time.</summary>
    public MetricTable Add(Action<MetricWriter> series)
    {
        _series.Add(series);
        return this;
    }

    /// <summary>Registers what writes the metrics of a part, where there is one.</summary>
    public MetricTable AddIf<TPart>(TPart? part, Action<MetricWriter, TPart> series)
        where TPart : class => part is null ? this : Add(writer => series(writer, part));

    /// <summary>Writes all metrics as they are now.</summary>
    public void WriteTo(MetricWriter writer) => _series.ForEach(series => series(writer));
}
