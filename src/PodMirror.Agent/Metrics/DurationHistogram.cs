namespace PodMirror.Agent.Metrics;

/// <summary>Counts durations into buckets, in seconds. Safe for use by several threads.</summary>
/// <param name="upperBounds">The upper bounds of the buckets, in seconds and in order; the last bucket has none.</param>
internal sealed class DurationHistogram(params double[] upperBounds)
{
    private readonly long[] _counts = new long[upperBounds.Length + 1];
    private long _ticks;

    /// <summary>The upper bounds of the buckets, which belong to them, in seconds.</summary>
    public ReadOnlySpan<double> UpperBounds => upperBounds;

    /// <summary>The sum of all durations, in seconds.</summary>
    public double Sum => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;

    /// <summary>Counts one.</summary>
    public void Add(TimeSpan duration)
    {
        int bucket = Array.FindIndex(upperBounds, bound => duration.TotalSeconds <= bound);
        Interlocked.Increment(ref _counts[bucket < 0 ? upperBounds.Length : bucket]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }

    /// <summary>How many were in each bucket alone; one bucket more than there are bounds.</summary>
    public long[] Counts()
    {
        long[] counts = new long[_counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = Interlocked.Read(ref _counts[i]);
        }

        return counts;
    }
}
