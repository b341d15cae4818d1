using PodMirror.Agent.Metrics;
using PodMirror.Spans;

namespace PodMirror.Agent.Forwarding;

/// <summary>One backend's ledger: spans accepted by the agent = forwarded + dropped by reason + in the queue.</summary>
internal sealed class ForwarderMetrics
{
    private long _queued;

    /// <summary>Spans that the backend has.</summary>
    public Counter Forwarded { get; } = new();

    /// <summary>Spans that it will never have.</summary>
    public ReasonCounters<DropReason> Dropped { get; } = new();

    /// <summary>Attempts that failed and were repeated.</summary>
    public Counter Retries { get; } = new();

    /// <summary>Spans that wait or are under way.</summary>
    public long Queued => Interlocked.Read(ref _queued);

    /// <summary>Spans came to the queue.</summary>
    public void Begin(int spans) => Interlocked.Add(ref _queued, spans);

    /// <summary>Spans are at their end.</summary>
    public void End(long forwarded, long dropped, DropReason reason)
    {
        Forwarded.Add(forwarded);
        Dropped.Add(reason, dropped);
        Interlocked.Add(ref _queued, -(forwarded + dropped));
    }
}
