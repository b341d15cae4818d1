namespace PodMirror.Agent.PodMetadata;

/// <summary>What metadata logs.</summary>
internal static partial class MetadataLog
{
    [LoggerMessage(80, LogLevel.Warning, "the cluster's Pods are not all known yet, and spans go on without what is missing: {Trouble}")]
    public static partial void NotListed(ILogger log, string trouble);
}
