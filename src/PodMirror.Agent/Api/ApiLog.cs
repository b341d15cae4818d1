namespace PodMirror.Agent.Api;

/// <summary>What the web port logs: the agent's own faults.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(20, LogLevel.Error, "a request to {Path} met a fault of the agent")]
    public static partial void Fault(ILogger log, string path, Exception fault);
}
