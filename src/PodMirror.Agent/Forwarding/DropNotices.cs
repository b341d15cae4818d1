using System.Globalization;
using PodMirror.Agent.Metrics;
using PodMirror.Spans;

namespace PodMirror.Agent.Forwarding;

/// <summary>
/// Tells of dropped spans: of the first at once, of what comes after it in one line a minute with counts and reasons. What is dropped is lost for
/// that backend, and a counter that nobody reads tells no one.
/// </summary>
internal sealed class DropNotices(string target, TimeProvider clock, ILogger log) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly DropReason[] All = Enum.GetValues<DropReason>();
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[All.Length];
    private ITimer? _timer;
    private bool _disposed;

    /// <summary>Spans were dropped.</summary>
    public void Add(DropReason reason, long spans)
    {
        lock (_lock)
        {
            if (_disposed || spans == 0)
            {
                return;
            }

            _counts[(int)reason] += spans;
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
        string[] counts =
        [
            .. All.Where(reason => _counts[(int)reason] > 0)
                .Select(reason => string.Create(CultureInfo.InvariantCulture, $"{_counts[(int)reason]} {Reasons.Name(reason)}")),
        ];
        Array.Clear(_counts);
        if (counts.Length > 0)
        {
            ForwarderLog.Dropped(log, target, string.Join(", ", counts));
        }

        return counts.Length > 0;
    }
}
