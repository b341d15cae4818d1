using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Forwarding;

/// <summary>
/// One backend's ledger. With what its <see cref="Queue.QueueConsumer"/> counts: spans accepted by the agent = forwarded + withheld + dropped by
/// reason + in the queue - in the queue at the start.
/// </summary>
internal sealed class ForwarderMetrics
{
    /// <summary>Spans that the backend has.</summary>
    public Counter Forwarded { get; } = new();

    /// <summary>Spans that it will never have.</summary>
    public ReasonCounters<ForwardDropReason> Dropped { get; } = new();

    /// <summary>Spans of the agent's own prober, which are for no backend.</summary>
    public Counter Withheld { get; } = new();

    /// <summary>Attempts that failed and were repeated.</summary>
    public Counter Retries { get; } = new();
}
