namespace PodMirror.Agent.Queue;

/// <summary>What the queue logs: changes of its state, never a batch.</summary>
internal static partial class QueueLog
{
    [LoggerMessage(70, LogLevel.Error, "the queue cannot be written to, senders are told to wait: {Reason}")]
    public static partial void Failing(ILogger log, string reason);

    [LoggerMessage(71, LogLevel.Information, "the queue can be written to again")]
    public static partial void Recovered(ILogger log);

    [LoggerMessage(72, LogLevel.Error, "{Report}; {Saved} batches of it were saved, and {Missing} cannot be read")]
    public static partial void SetAside(ILogger log, string report, long saved, string missing);

    [LoggerMessage(73, LogLevel.Warning, "{Spans} spans waited for {Destination}, which is not a destination any more; they are let go")]
    public static partial void Removed(ILogger log, string destination, long spans);

    [LoggerMessage(74, LogLevel.Error, "{Path} is damaged: {Transactions} transactions or more cannot be read, and what they held is lost")]
    public static partial void JournalDamaged(ILogger log, string path, int transactions);
}
