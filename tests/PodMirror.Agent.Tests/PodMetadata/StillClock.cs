namespace PodMirror.Agent.Tests.PodMetadata;

/// <summary>A clock whose wall and monotonic time stand still until a test moves them, together or apart.</summary>
internal sealed class StillClock : TimeProvider
{
    private DateTimeOffset _wall = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _passed.Ticks;

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan time)
    {
        _passed += time;
        JumpWall(time);
    }

    /// <summary>Somebody sets the wall clock.</summary>
    public void JumpWall(TimeSpan time) => _wall += time;
}
