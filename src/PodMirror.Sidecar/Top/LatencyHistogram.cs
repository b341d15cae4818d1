namespace PodMirror.Sidecar.Top;

/// <summary>
/// Counts of durations in buckets that each are an eighth wider than the one before begins: percentiles to 6 %, in a bounded 2 KiB, whatever comes.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepsPerOctave = 8;
    private const int Buckets = 64 * StepsPerOctave;

    private readonly int[] _counts = new int[Buckets];

    /// <summary>How many were counted.</summary>
    internal long Count { get; private set; }

    /// <summary>Counts a duration in nanoseconds.</summary>
    internal void Add(long nanoseconds)
    {
        _counts[BucketOf(nanoseconds)]++;
        Count++;
    }

    /// <summary>Adds what another one counted.</summary>
    internal void Add(LatencyHistogram other)
    {
        for (int i = 0; i < Buckets; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
    }

    /// <summary>The duration in nanoseconds that a share of both histograms' together does not pass; 0 when nothing was counted.</summary>
    internal static double Percentile(LatencyHistogram one, LatencyHistogram other, double share)
    {
        long wanted = (long)Math.Ceiling((one.Count + other.Count) * share);
        long seen = 0;
        for (int i = 0; i < Buckets && wanted > 0; i++)
        {
            seen += one._counts[i] + other._counts[i];
            if (seen >= wanted)
            {
                return Math.Pow(2, (i + 0.5) / StepsPerOctave);
            }
        }

        return 0;
    }

    private static int BucketOf(long nanoseconds) => nanoseconds <= 1 ? 0 : Math.Min(Buckets - 1, (int)(Math.Log2(nanoseconds) * StepsPerOctave));
}
