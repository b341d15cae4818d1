namespace PodMirror.Agent.Receiver;

/// <summary>What the receivers log: their own faults. Refusals are counted, not logged.</summary>
internal static partial class ReceiverLog
{
    [LoggerMessage(10, LogLevel.Error, "a request met a fault of the agent; the sender was asked to try again")]
    public static partial void Fault(ILogger log, Exception fault);
}
