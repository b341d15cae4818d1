using PodMirror.Agent.Filter;
using PodMirror.Exchange;

namespace PodMirror.Agent.Store;

/// <summary>What a list is asked for. What is null is not asked.</summary>
internal sealed record ExchangeFilter
{
    /// <summary>Exact name of the service.</summary>
    public string? Service { get; init; }

    /// <summary>Exact Kubernetes namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Exact Kubernetes Pod.</summary>
    public string? Pod { get; init; }

    /// <summary>Method, in any case.</summary>
    public string? Method { get; init; }

    /// <summary>Exact path, or the beginning of one when <see cref="PathIsPrefix"/>.</summary>
    public string? Path { get; init; }

    /// <summary>True when <see cref="Path"/> is a beginning.</summary>
    public bool PathIsPrefix { get; init; }

    /// <summary>The response's status.</summary>
    public StatusRange? Status { get; init; }

    /// <summary>Which end is the watched Pod.</summary>
    public Direction? Direction { get; init; }

    /// <summary>Shortest duration in nanoseconds.</summary>
    public long? MinDurationNs { get; init; }

    /// <summary>Earliest start, Unix nanoseconds.</summary>
    public long? SinceNs { get; init; }

    /// <summary>Start before this, Unix nanoseconds.</summary>
    public long? UntilNs { get; init; }

    /// <summary>Text anywhere in the path, in any ASCII case.</summary>
    public string? PathContains { get; init; }

    /// <summary>Name of an anomaly; empty text wants any.</summary>
    public string? Anomaly { get; init; }

    /// <summary>16 bytes.</summary>
    public byte[]? TraceId { get; init; }

    /// <summary>What else must hold, in the filter language.</summary>
    public RowFilter? Where { get; init; }

    /// <summary>Rows of one page, in [1, 1000].</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The last row of the page before.</summary>
    public ExchangeCursor? Cursor { get; init; }
}
