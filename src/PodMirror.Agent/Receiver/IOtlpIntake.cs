using PodMirror.Spans;

namespace PodMirror.Agent.Receiver;

/// <summary>What takes the requests of one signal, whatever way they came.</summary>
internal interface IOtlpIntake
{
    /// <summary>The request's message, for senders of JSON.</summary>
    OtlpMessage Message { get; }

    /// <summary>Takes over the payload, and the lease when it is accepted; a refused request's lease stays with the caller.</summary>
    IngestResult Accept(Payload payload, BudgetLease lease);
}
