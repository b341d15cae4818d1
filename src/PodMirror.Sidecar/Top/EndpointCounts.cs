namespace PodMirror.Sidecar.Top;

/// <summary>What happened at an endpoint in the window, in two halves: the older one is dropped whole.</summary>
internal sealed class EndpointCounts
{
    private EndpointHalf _newer = new();
    private EndpointHalf _older = new();
    private long? _lastStatus;
    private long _lastNumber;

    /// <summary>What the template of the first call is found by; null where the calls say themselves what they are put together by.</summary>
    internal CallPath? Path { get; init; }

    /// <summary>Calls in the window.</summary>
    internal long Calls => _newer.Latencies.Count + _older.Latencies.Count;

    /// <summary>Counts a call.</summary>
    /// <param name="durationNs">Nanoseconds.</param>
    /// <param name="status">Of the response; null without one.</param>
    /// <param name="number">Grows from call to call, so that of two counts it is known which has the last one.</param>
    internal void Add(long durationNs, long? status, long number)
    {
        _newer.Add(durationNs, status);
        (_lastStatus, _lastNumber) = (status, number);
    }

    /// <summary>Adds what another one counted in the same halves.</summary>
    internal void Add(EndpointCounts other)
    {
        _newer.Add(other._newer);
        _older.Add(other._older);
        (_lastStatus, _lastNumber) = other._lastNumber > _lastNumber ? (other._lastStatus, other._lastNumber) : (_lastStatus, _lastNumber);
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
