namespace PodMirror.Agent.Forwarding;

/// <summary>What a forwarder logs: changes of its state and losses, never a request.</summary>
internal static partial class ForwarderLog
{
    [LoggerMessage(40, LogLevel.Warning, "forwarding to {Target} fails: {Reason}")]
    public static partial void Failing(ILogger log, string target, string reason);

    [LoggerMessage(41, LogLevel.Information, "forwarding to {Target} works again")]
    public static partial void Recovered(ILogger log, string target);

    [LoggerMessage(43, LogLevel.Error, "a fault of ours in forwarding to {Target}")]
    public static partial void Fault(ILogger log, string target, Exception fault);

    [LoggerMessage(44, LogLevel.Warning, "forwarding to {Target}: {Text}")]
    public static partial void Notice(ILogger log, string target, string text);

    [LoggerMessage(42, LogLevel.Warning, "spans are lost for {Target}: {Counts}")]
    public static partial void Dropped(ILogger log, string target, string counts);
}
