namespace PodMirror.Sidecar.Top;

/// <summary>A row of the table.</summary>
/// <param name="Key">The endpoint.</param>
/// <param name="Calls">Calls in the window.</param>
/// <param name="CallsPerSecond">Their rate.</param>
/// <param name="ErrorPercent">How many of a hundred failed.</param>
/// <param name="P50Ns">The median of their durations in nanoseconds.</param>
/// <param name="P95Ns">The duration that one of twenty passes.</param>
/// <param name="LastStatus">The status of the call that came last; null when it had none.</param>
internal sealed record EndpointRow(
    EndpointKey Key, long Calls, double CallsPerSecond, double ErrorPercent, double P50Ns, double P95Ns, long? LastStatus);
