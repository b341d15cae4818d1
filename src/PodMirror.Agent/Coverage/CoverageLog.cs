namespace PodMirror.Agent.Coverage;

/// <summary>What coverage logs.</summary>
internal static partial class CoverageLog
{
    [LoggerMessage(50, LogLevel.Warning, "an Event in namespace {Namespace} was refused: {Fault}")]
    public static partial void EventRefused(ILogger log, string @namespace, string fault);
}
