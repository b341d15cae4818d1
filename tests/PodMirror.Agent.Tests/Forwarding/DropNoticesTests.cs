using Microsoft.Extensions.Logging;
using PodMirror.Agent.Forwarding;

namespace PodMirror.Agent.Tests.Forwarding;

public sealed class DropNoticesTests : ILogger
{
    private readonly List<string> _lines = [];

    [Fact]
    public void The_first_drop_is_told_at_once_and_those_after_it_in_one_line()
    {
        var clock = new TimerClock();
        using (var notices = new DropNotices("http://backend", clock, this))
        {
            notices.Add("queue_full", 0);
            notices.Add("queue_full", 3);
            clock.Advance(TimeSpan.Zero);
            Assert.Equal(["spans are lost for http://backend: 3 queue_full"], _lines);
            notices.Add("retries_exhausted", 1);
            notices.Add("queue_full", 2);
            notices.Add("queue_full", 2);
            clock.Advance(TimeSpan.Zero);
            Assert.Single(_lines);
        }

        Assert.Equal("spans are lost for http://backend: 4 queue_full, 1 retries_exhausted", _lines[1]);
    }

    [Fact]
    public void Whoever_drops_does_not_wait_for_the_log()
    {
        // It may be the queue, with its lock held.
        using var notices = new DropNotices("http://backend", new TimerClock(), this);
        notices.Add("queue_full", 3);
        Assert.Empty(_lines);
    }

    [Fact]
    public void A_minute_without_a_drop_makes_the_next_a_first_one()
    {
        var clock = new TimerClock();
        using var notices = new DropNotices("http://backend", clock, this);
        foreach (int spans in new[] { 1, 2 })
        {
            notices.Add("queue_full", spans);
            clock.Advance(TimeSpan.Zero);
            Assert.Equal($"spans are lost for http://backend: {spans} queue_full", _lines[^1]);
            clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(0, clock.Timers);
        }
    }

    [Fact]
    public void Nothing_dropped_is_nothing_told()
    {
        new DropNotices("http://backend", TimeProvider.System, this).Dispose();
        Assert.Empty(_lines);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add(formatter(state, exception));
}
