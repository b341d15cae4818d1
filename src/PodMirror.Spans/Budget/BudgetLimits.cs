namespace PodMirror.Spans;

/// <summary>How many spans may leave a Pod; docs/budgets.md tells what becomes of the others. 0 is no limit.</summary>
public sealed record BudgetLimits
{
    /// <summary>The highest limit: a budget counts in nanoseconds, which are exact to a thousandth at a million a second.</summary>
    public const int MaxPerSecond = 1_000_000;

    /// <summary>
    /// The default of <see cref="SpansPerSecond"/>: more than a core makes of ordinary exchanges, so that only a flood meets it, and few enough that
    /// spans without bodies and fields, some 700 bytes each, stay below 10 MB/s.
    /// </summary>
    public const int DefaultSpansPerSecond = 10_000;

    /// <summary>No limits.</summary>
    public static BudgetLimits None { get; } = new();

    /// <summary>Spans a second of the whole Pod, in [0, <see cref="MaxPerSecond"/>].</summary>
    public int SpansPerSecond { get; init; }

    /// <summary>Spans a second of each endpoint, in [0, <see cref="MaxPerSecond"/>].</summary>
    public int SpansPerEndpointPerSecond { get; init; }
}
