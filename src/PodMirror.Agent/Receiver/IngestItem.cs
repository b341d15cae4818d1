namespace PodMirror.Agent.Receiver;

/// <summary>A request in the queue, with the bytes that it holds of the queue's budget.</summary>
internal sealed record IngestItem(Payload Payload, BudgetLease Lease);
