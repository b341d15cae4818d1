namespace PodMirror.Agent.Metrics;

/// <summary>Counts durations into buckets, in seconds, as Prometheus has them. Safe for use by several threads.</summary>
internal sealed class DurationHistogram
{
    private readonly long[] _counts = new long[UpperBounds.Length + 1];
    private long _ticks;

    /// <summary>The upper bounds of the buckets, in seconds; the last bucket has none.</summary>
    public static double[] UpperBounds { get; } = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    /// <summary>The sum of all durations, in seconds.</summary>
    public double Sum => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;

    /// <summary>Counts one.</summary>
    public void Add(TimeSpan duration)
    {
        int bucket = Array.FindIndex(UpperBounds, bound => duration.TotalSeconds <= bound);
        Interlocked.Increment(ref _counts[bucket < 0 ? UpperBounds.Length : bucket]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }

    /// <summary>How many were in a bucket or in one below it.</summary>
    public long UpTo(int bucket)
    {
        long sum = 0;
        for (int i = 0; i <= bucket; i++)
        {
            sum += Interlocked.Read(ref _counts[i]);
        }

        return sum;
    }
}
