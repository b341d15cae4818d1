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

    /// <summary>Spans were dropped. Takes no time, as whoever tells may hold a lock: the log is written by a timer.</summary>
    /// <param name="reason">The reason's name in the metrics.</param>
    /// <param name="spans">How many.</param>
    public void Add(string reason, long spans)
    {
        lock (_lock)
        {
            if (!_disposed && spans > 0)
            {
                _counts[reason] = _counts.GetValueOrDefault(reason) + spans;
                _timer ??= clock.CreateTimer(_ => Tick(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Tells what was not told yet.</summary>
    public void Dispose()
    {
        string? untold;
        lock (_lock)
        {
            _disposed = true;
            untold = TakeCounts();
            _timer?.Dispose();
        }

        Tell(untold);
    }

    private void Tick()
    {
        string? untold;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            untold = TakeCounts();
            if (untold is not null)
            {
                _timer!.Change(Period, Timeout.InfiniteTimeSpan);
            }
            else
            {
                // A minute without a drop: the next is a first one again.
                _timer!.Dispose();
                _timer = null;
            }
        }

        Tell(untold);
    }

    private string? TakeCounts()
    {
        string[] counts = [.. _counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}"))];
        _counts.Clear();
        return counts.Length == 0 ? null : string.Join(", ", counts);
    }

    private void Tell(string? counts)
    {
        if (counts is not null)
        {
            ForwarderLog.Dropped(log, target, counts);
        }
    }
}
