namespace PodMirror.Agent.Metrics.Export;

/// <summary>What became of a request with the agent's own metrics. The names, in snake case, are the outcomes in the metrics.</summary>
internal enum MetricsExportOutcome
{
    /// <summary>A receiver has it.</summary>
    Exported,

    /// <summary>No receiver has it; the next one tells the same and more.</summary>
    Failed,
}
