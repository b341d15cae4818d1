using PodMirror.Spans;

namespace PodMirror.Agent.Receiver;

/// <summary>What takes the requests of one signal, whatever way they came.</summary>
internal interface IOtlpIntake
{
    /// <summary>The request's message, for senders of JSON.</summary>
    OtlpMessage Message { get; }

    /// <summary>Takes over the payload, and the lease with it.</summary>
    ValueTask<IngestResult> AcceptAsync(Payload payload, BudgetLease lease);
}
