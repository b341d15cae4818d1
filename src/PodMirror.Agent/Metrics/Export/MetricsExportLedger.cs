namespace PodMirror.Agent.Metrics.Export;

/// <summary>What became of the requests with the agent's own metrics.</summary>
internal sealed class MetricsExportLedger
{
    /// <summary>Requests, by outcome.</summary>
    public ReasonCounters<MetricsExportOutcome> Requests { get; } = new();

    /// <summary>Points of requests that a receiver has, and that it did not take.</summary>
    public Counter PointsRejected { get; } = new();

    /// <summary>Writes them as metrics, but for the request that tells of them.</summary>
    public void WriteTo(MetricWriter writer)
    {
        writer.Counter("metrics.requests", "{request}", "Requests with the agent's own metrics, but the one that tells this.")
            .Samples(Requests, "outcome");
        writer.Counter("metrics.points.rejected", "{point}", "Points of them that a receiver did not take.").Sample(PointsRejected.Value);
    }
}
