namespace PodMirror.Agent.Store;

/// <summary>What the store logs: changes of its state, never a row.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Information, "store opened: {Where}, {Rows} exchanges, {Bytes} bytes")]
    public static partial void Opened(ILogger log, string where, long rows, long bytes);

    [LoggerMessage(2, LogLevel.Error, "store set aside: {Report}")]
    public static partial void SetAside(ILogger log, string report);

    [LoggerMessage(3, LogLevel.Error, "store cannot be written to, spans wait in the queue until it can: {Reason}")]
    public static partial void Failing(ILogger log, string reason);

    [LoggerMessage(4, LogLevel.Information, "store can be written to again")]
    public static partial void Recovered(ILogger log);
}
