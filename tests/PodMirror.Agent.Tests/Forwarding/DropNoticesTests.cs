using Microsoft.Extensions.Logging;
using PodMirror.Agent.Forwarding;

namespace PodMirror.Agent.Tests.Forwarding;

public sealed class DropNoticesTests : ILogger
{
    private readonly List<string> _lines = [];

    [Fact]
    public void The_first_drop_is_told_at_once_and_those_after_it_in_one_line()
    {
        using (var notices = new DropNotices("http://backend", TimeProvider.System, this))
        {
            notices.Add("queue_full", 0);
            notices.Add("queue_full", 3);
            Assert.Equal(["spans are lost for http://backend: 3 queue_full"], _lines);
            notices.Add("retries_exhausted", 1);
            notices.Add("queue_full", 2);
            notices.Add("queue_full", 2);
            Assert.Single(_lines);
        }

        Assert.Equal("spans are lost for http://backend: 4 queue_full, 1 retries_exhausted", _lines[1]);
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
