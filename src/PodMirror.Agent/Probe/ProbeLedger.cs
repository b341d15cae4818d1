using PodMirror.Agent.Metrics;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Probe;

/// <summary>What became of the probes. One writes, several read.</summary>
internal sealed class ProbeLedger(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private (ProbeResult Result, DateTimeOffset Time)? _last;
    private DateTimeOffset? _lastSuccess;

    /// <summary>Probes, by outcome.</summary>
    public ReasonCounters<ProbeOutcome> Outcomes { get; } = new();

    /// <summary>From the first byte sent to all spans read back, of those that were: milliseconds, or as long as one is waited for.</summary>
    public DurationHistogram Durations { get; } = new(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60);

    /// <summary>The last probe and when it ended; null before the first.</summary>
    public (ProbeResult Result, DateTimeOffset Time)? Last
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>When the last one ended that succeeded; null before the first.</summary>
    public DateTimeOffset? LastSuccess
    {
        get
        {
            lock (_gate)
            {
                return _lastSuccess;
            }
        }
    }

    /// <summary>A probe ended.</summary>
    /// <param name="result">How.</param>
    /// <param name="readAfter">After how long it was read back; null when it was not.</param>
    public void Note(ProbeResult result, TimeSpan? readAfter)
    {
        if (readAfter is { } duration)
        {
            Durations.Add(duration);
        }

        Outcomes.Add(result.Outcome);
        lock (_gate)
        {
            _last = (result, clock.GetUtcNow());
            _lastSuccess = result.IsSuccess ? _last.Value.Time : _lastSuccess;
        }
    }

    /// <summary>Writes the metrics. docs/probe.md lists them.</summary>
    public void WriteTo(MetricWriter writer)
    {
        writer.Counter("probes", "{probe}", "Probes, by outcome.").Samples(Outcomes, "outcome");
        writer.Histogram("probe.duration", "From sending a probe to having read it back.", Durations);
        double lastSuccess = LastSuccess is { } time ? UnixTime.Nanoseconds(time) / 1e9 : 0;
        writer.Gauge("probe.last_success_timestamp", "s", "When the last probe succeeded; 0 before the first.").Sample(lastSuccess);
    }
}
