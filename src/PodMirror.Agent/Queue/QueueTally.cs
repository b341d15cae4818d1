namespace PodMirror.Agent.Queue;

/// <summary>
/// How much one destination has in the queue: what waits for it, and what it has taken and not settled. Changed under the queue's lock.
/// </summary>
internal sealed class QueueTally
{
    private long _waitingBytes;
    private long _waitingSpans;
    private long _takenBytes;
    private long _takenSpans;

    /// <summary>Spans of both kinds.</summary>
    public long Spans => Interlocked.Read(ref _waitingSpans) + Interlocked.Read(ref _takenSpans);

    /// <summary>Their bytes on the disk.</summary>
    public long Bytes => Interlocked.Read(ref _waitingBytes) + Interlocked.Read(ref _takenBytes);

    /// <summary>More waits, or with negative figures less.</summary>
    public void AddWaiting(long bytes, long spans)
    {
        Interlocked.Add(ref _waitingBytes, bytes);
        Interlocked.Add(ref _waitingSpans, spans);
    }

    /// <summary>What waits is this much; returns how many spans were thought to wait.</summary>
    public long SetWaiting(long bytes, long spans)
    {
        Interlocked.Exchange(ref _waitingBytes, bytes);
        return Interlocked.Exchange(ref _waitingSpans, spans);
    }

    /// <summary>What waited is taken.</summary>
    public void Take(long bytes, long spans)
    {
        AddWaiting(-bytes, -spans);
        Interlocked.Add(ref _takenBytes, bytes);
        Interlocked.Add(ref _takenSpans, spans);
    }

    /// <summary>What was taken is settled.</summary>
    public void Settle(long bytes, long spans)
    {
        Interlocked.Add(ref _takenBytes, -bytes);
        Interlocked.Add(ref _takenSpans, -spans);
    }
}
