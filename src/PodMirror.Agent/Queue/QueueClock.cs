using PodMirror.Agent.Store;

namespace PodMirror.Agent.Queue;

/// <summary>
/// When batches came, for their age. It runs with the machine's monotonic clock from where it was set, so that a wall clock which jumps by a year
/// makes no batch too old, and never begins before the newest batch that is there.
/// </summary>
internal sealed class QueueClock(TimeProvider clock)
{
    private readonly long _startedAt = clock.GetTimestamp();
    private long _startNs = UnixTime.Nanoseconds(clock.GetUtcNow());

    /// <summary>Now, as Unix time in nanoseconds.</summary>
    public long NowNs => _startNs + (clock.GetElapsedTime(_startedAt).Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>There is a batch of this time: now is not before it.</summary>
    public void NotBefore(long receivedNs) => _startNs = Math.Max(_startNs, receivedNs);
}
