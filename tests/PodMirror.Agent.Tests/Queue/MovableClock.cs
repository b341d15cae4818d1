namespace PodMirror.Agent.Tests.Queue;

/// <summary>The system's clock, whose wall and monotonic time a test can push ahead, together or apart.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _monotonicTicks;
    private long _wallTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _wallTicks));

    public override long GetTimestamp() =>
        System.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _monotonicTicks)).TotalSeconds * TimestampFrequency);

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan time)
    {
        Interlocked.Add(ref _monotonicTicks, time.Ticks);
        JumpWall(time);
    }

    /// <summary>Somebody sets the wall clock.</summary>
    public void JumpWall(TimeSpan time) => Interlocked.Add(ref _wallTicks, time.Ticks);
}
