using System.Globalization;

namespace PodMirror.Agent.Forwarding;

/// <summary>
/// Tells of dropped spans: of the first at once, of what comes after it in one line a minute with counts and reasons. What is dropped is lost for
/// that backend, and a counter that nobody reads tells no one.
/// </summary>
internal sealed class DropNotices(string target, TimeProvider clock, ILogger log) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private ITimer? _timer;
    private bool _disposed;

    /// <summary>Spans were dropped.</summary>
    /// <param name="reason">The reason's name in the metrics.</param>
    /// <param name="spans">How many.</param>
    public void Add(string reason, long spans)
    {
        lock (_lock)
        {
            if (_disposed || spans == 0)
            {
                return;
            }

            _counts[reason] = _counts.GetValueOrDefault(reason) + spans;
            if (_timer is null)
            {
                Tell();
                _timer = clock.CreateTimer(_ => Tick(), null, Period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Tells what was not told yet.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Tell();
            _timer?.Dispose();
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            if (Tell())
            {
                _timer!.Change(Period, Timeout.InfiniteTimeSpan);
                return;
            }

            // A minute without a drop: the next is a first one again.
            _timer!.Dispose();
            _timer = null;
        }
    }

    private bool Tell()
    {
        string[] counts = [.. _counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}"))];
        _counts.Clear();
        if (counts.Length > 0)
        {
            ForwarderLog.Dropped(log, target, string.Join(", ", counts));
        }

        return counts.Length > 0;
    }
}
