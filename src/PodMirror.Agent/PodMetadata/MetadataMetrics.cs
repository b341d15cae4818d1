using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.PodMetadata;

/// <summary>What is counted of metadata.</summary>
internal sealed class MetadataMetrics
{
    /// <summary>Objects that lists and watches told of.</summary>
    public Counter Events { get; } = new();

    /// <summary>Pods that were left out because the table was full.</summary>
    public Counter PodsLeftOut { get; } = new();

    /// <summary>Resources that name a Pod.</summary>
    public ReasonCounters<LookupResult> Lookups { get; } = new();

    /// <summary>Waits of requests.</summary>
    public ReasonCounters<WaitResult> Waits { get; } = new();
}
