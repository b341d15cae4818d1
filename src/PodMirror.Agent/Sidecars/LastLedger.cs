using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>The last values of one ledger of one Pod. For one thread at a time.</summary>
/// <param name="metrics">What its counters are called.</param>
/// <param name="counters">How many counters it has.</param>
internal sealed class LastLedger(LedgerMetricSet metrics, int counters)
{
    private const long Unknown = -1;

    private readonly long[] _counts = Fill(new long[counters]);

    /// <summary>What its counters are called.</summary>
    public LedgerMetricSet Metrics => metrics;

    /// <summary>Whether anything is known of it.</summary>
    public bool IsKnown => TimeNs > 0;

    /// <summary>Since when it counts, Unix time in nanoseconds: another value is another life of the process.</summary>
    public long StartNs { get; private set; }

    /// <summary>When the counts were as they are, Unix time in nanoseconds.</summary>
    public long TimeNs { get; private set; }

    /// <summary>The last values by the positions of the counters; 0 where none came.</summary>
    public long[] Counts => [.. _counts.Select(static count => Math.Max(0, count))];

    /// <summary>The last value of a counter; 0 where none came.</summary>
    public long this[int counter] => Math.Max(0, _counts[counter]);

    /// <summary>Takes a point.</summary>
    /// <param name="metric">Its metric.</param>
    /// <param name="counter">Which counter it is.</param>
    /// <param name="point">The point.</param>
    /// <param name="firstNs">What began to count before this time had counted before anybody listened: its first value is no growth.</param>
    /// <param name="growth">By how much a sum has grown since it was heard last.</param>
    /// <returns>False when it is older than what is known.</returns>
    public bool TryTake(LedgerMetric metric, int counter, in MetricPoint point, long firstNs, out long growth)
    {
        growth = 0;
        bool isGauge = metric.Kind == MetricKind.Gauge;
        bool isNewLife = !isGauge && point.StartNs > StartNs;
        if (!isNewLife && (point.TimeNs < TimeNs || (!isGauge && point.StartNs < StartNs)))
        {
            return false;
        }

        if (isNewLife)
        {
            Fill(_counts);
            StartNs = point.StartNs;
        }

        long last = _counts[counter];
        if (metric.Kind == MetricKind.Counter)
        {
            if (point.Value < last)
            {
                return false;
            }

            growth = last != Unknown ? point.Value - last : StartNs >= firstNs ? point.Value : 0;
        }

        _counts[counter] = point.Value;
        TimeNs = point.TimeNs;
        return true;
    }

    private static long[] Fill(long[] counts)
    {
        Array.Fill(counts, Unknown);
        return counts;
    }
}
