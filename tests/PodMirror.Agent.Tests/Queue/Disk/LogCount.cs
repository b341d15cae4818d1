using Microsoft.Extensions.Logging;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>Counts what is logged, by the event's name.</summary>
internal sealed class LogCount : ILogger
{
    private readonly Dictionary<string, int> _counts = [];

    public int this[string name]
    {
        get
        {
            lock (_counts)
            {
                return _counts.GetValueOrDefault(name);
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_counts)
        {
            string name = eventId.Name ?? "";
            _counts[name] = _counts.GetValueOrDefault(name) + 1;
        }
    }
}
