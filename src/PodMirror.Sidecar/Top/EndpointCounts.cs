namespace PodMirror.Sidecar.Top;

/// <summary>What happened at an endpoint in the window, in two halves: the older one is dropped whole.</summary>
internal sealed class EndpointCounts
{
    private EndpointHalf _newer = new();
    private EndpointHalf _older = new();
    private long? _lastStatus;

    /// <summary>Calls in the window.</summary>
    internal long Calls => _newer.Latencies.Count + _older.Latencies.Count;

    /// <summary>Counts a call.</summary>
    internal void Add(long durationNs, long? status)
    {
        _newer.Add(durationNs, status);
        _lastStatus = status;
    }

    /// <summary>Begins a half; what was two halves ago is forgotten.</summary>
    internal void Turn() => (_newer, _older) = (new EndpointHalf(), _newer);

    /// <summary>The row.</summary>
    internal EndpointRow RowOf(EndpointKey key, double seconds) => new(
        key,
        Calls,
        Calls / seconds,
        Calls == 0 ? 0 : (_newer.Errors + _older.Errors) * 100.0 / Calls,
        LatencyHistogram.Percentile(_newer.Latencies, _older.Latencies, 0.5),
        LatencyHistogram.Percentile(_newer.Latencies, _older.Latencies, 0.95),
        _lastStatus);
}
