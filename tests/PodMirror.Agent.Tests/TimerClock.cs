namespace PodMirror.Agent.Tests;

/// <summary>A clock that stands still until a test moves it, and then fires what is due.</summary>
internal sealed class TimerClock : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private TimeSpan _now;

    /// <summary>Timers that are not disposed of.</summary>
    public int Timers => _timers.Count;

    /// <summary>Timers that were ever made.</summary>
    public int TimersEver { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        TimersEver++;
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        _now += time;
        foreach (Timer timer in _timers.ToArray())
        {
            timer.FireIfDue();
        }
    }

    private sealed class Timer(TimerClock clock, Action fire) : ITimer
    {
        private TimeSpan? _due;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            return true;
        }

        public void FireIfDue()
        {
            if (_due <= clock._now)
            {
                _due = null;
                fire();
            }
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
