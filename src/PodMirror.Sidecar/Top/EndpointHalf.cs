namespace PodMirror.Sidecar.Top;

/// <summary>What happened at an endpoint in one half of the window.</summary>
internal sealed class EndpointHalf
{
    /// <summary>Calls that failed: without a response, or with a status from 500 on.</summary>
    internal long Errors { get; private set; }

    /// <summary>Their durations.</summary>
    internal LatencyHistogram Latencies { get; } = new();

    /// <summary>Counts a call.</summary>
    internal void Add(long durationNs, long? status)
    {
        Latencies.Add(durationNs);
        Errors += status is null or >= 500 ? 1 : 0;
    }

    /// <summary>Adds what another one counted.</summary>
    internal void Add(EndpointHalf other)
    {
        Latencies.Add(other.Latencies);
        Errors += other.Errors;
    }
}
