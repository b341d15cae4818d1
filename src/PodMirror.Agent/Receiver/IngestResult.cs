using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver.Protobuf;

namespace PodMirror.Agent.Receiver;

/// <summary>What became of a request.</summary>
/// <param name="Refusal">Why all of it was refused; null when it was accepted.</param>
/// <param name="Rejected">Spans left out of an accepted request.</param>
/// <param name="Fault">Why the request, or the first rejected span, could not be read.</param>
/// <param name="Offset">Where in the protobuf form that was found, in bytes.</param>
internal readonly record struct IngestResult(RefusalReason? Refusal, int Rejected, TraceFault Fault, int Offset)
{
    /// <summary>For a sender: what could not be read, why and where. Empty when all could.</summary>
    public string Message => (Refusal, Fault) switch
    {
        (RefusalReason.Overload, _) => "the queue is full; try again later",
        (RefusalReason.QueueUnwritable, _) => "the queue cannot be written to; try again later",
        (RefusalReason.Stopping, _) => "the agent is stopping; try again later",
        (_, TraceFault.None) => "",
        (null, _) => $"{Rejected} spans cannot be read; the first, at byte {Offset}: {Reasons.Name(Fault)}",
        _ => $"not a readable request: {Reasons.Name(Fault)} at byte {Offset}",
    };
}
