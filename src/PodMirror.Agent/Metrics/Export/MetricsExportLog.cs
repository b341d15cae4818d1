namespace PodMirror.Agent.Metrics.Export;

/// <summary>What the export of metrics logs: changes of its state, never a request.</summary>
internal static partial class MetricsExportLog
{
    [LoggerMessage(60, LogLevel.Warning, "{Line}")]
    public static partial void Notice(ILogger log, string line);
}
