namespace PodMirror.Sidecar.Top;

/// <summary>What top is asked for.</summary>
/// <param name="Filter">Which calls.</param>
/// <param name="Order">What comes first.</param>
/// <param name="Interval">How often the table is shown.</param>
/// <param name="IsJson">Whether it is written as JSON.</param>
internal sealed record TopOptions(string Filter, TopOrder Order, TimeSpan Interval, bool IsJson);
