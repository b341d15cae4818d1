using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Catalog;

/// <summary>What the catalog counts. Every row that the store took is observed, ignored with a reason, or missed.</summary>
internal sealed class CatalogMetrics
{
    /// <summary>Calls that were counted.</summary>
    public Counter Observed { get; } = new();

    /// <summary>Spans that are no calls.</summary>
    public ReasonCounters<CallIgnoreReason> Ignored { get; } = new();

    /// <summary>Rows that had left the store before their turn came.</summary>
    public Counter Missed { get; } = new();

    /// <summary>States that were saved.</summary>
    public Counter Saves { get; } = new();

    /// <summary>States that could not be saved.</summary>
    public Counter SavesFailed { get; } = new();

    /// <summary>How long all saves together took, in milliseconds.</summary>
    public Counter SaveMilliseconds { get; } = new();

    /// <summary>How the last start found the state.</summary>
    public StateOutcome Loaded { get; set; }
}
