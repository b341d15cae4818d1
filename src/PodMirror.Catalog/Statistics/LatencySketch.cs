namespace PodMirror.Catalog.Statistics;

/// <summary>
/// Durations in buckets that grow by a constant factor (DDSketch): any quantile is within <see cref="RelativeError"/> of the truth, and two sketches
/// add up to the one of all durations. Only the buckets between the least and the greatest are kept.
/// </summary>
internal sealed class LatencySketch
{
    /// <summary>A quantile is off by this part of itself at most.</summary>
    public const double RelativeError = 0.02;

    /// <summary>An hour, in microseconds; what takes longer counts as an hour.</summary>
    public const long MostMicros = 3_600_000_000;

    // Grown by so many buckets at once, on both sides.
    private const int Step = 8;
    private const double Growth = (1 + RelativeError) / (1 - RelativeError);

    private static readonly double LogGrowth = Math.Log(Growth);

    /// <summary>The bucket of the first count.</summary>
    public int First { get; private set; }

    /// <summary>Counts of buckets from <see cref="First"/> on.</summary>
    public uint[] Counts { get; private set; } = [];

    /// <summary>Durations taken in.</summary>
    public long Total { get; private set; }

    /// <summary>Takes one in.</summary>
    public void Add(long micros) => AddTo(BucketOf(micros), 1);

    /// <summary>Adds all that another has.</summary>
    public void Absorb(LatencySketch other)
    {
        for (int i = 0; i < other.Counts.Length; i++)
        {
            if (other.Counts[i] > 0)
            {
                AddTo(other.First + i, other.Counts[i]);
            }
        }
    }

    /// <summary>Counts durations of a bucket; what is out of range, as in damaged state, is refused.</summary>
    public bool AddTo(int bucket, uint count)
    {
        if (bucket < 0 || bucket > BucketOf(MostMicros))
        {
            return false;
        }

        Cover(bucket);
        Counts[bucket - First] += count;
        Total += count;
        return true;
    }

    /// <summary>The duration that a part of all do not exceed.</summary>
    /// <param name="part">0 to 1.</param>
    /// <returns>Microseconds; 0 when there are none.</returns>
    public double Quantile(double part)
    {
        double rank = part * (Total - 1);
        long below = 0;
        for (int i = 0; i < Counts.Length; i++)
        {
            below += Counts[i];
            if (below > rank)
            {
                return ValueOf(First + i);
            }
        }

        return 0;
    }

    private static int BucketOf(long micros) => micros <= 1 ? 0 : (int)Math.Ceiling(Math.Log(Math.Min(micros, MostMicros)) / LogGrowth);

    // The middle of a bucket, from which both its ends are equally far.
    private static double ValueOf(int bucket) => bucket == 0 ? 1 : 2 * Math.Pow(Growth, bucket) / (Growth + 1);

    private void Cover(int bucket)
    {
        if (Counts.Length == 0)
        {
            First = Math.Max(0, bucket - Step);
            Counts = new uint[2 * Step];
        }

        int first = bucket < First ? Math.Max(0, bucket - Step) : First;
        int end = Math.Max(First + Counts.Length, bucket >= First + Counts.Length ? bucket + Step : 0);
        if (first == First && end == First + Counts.Length)
        {
            return;
        }

        var wider = new uint[end - first];
        Counts.CopyTo(wider, First - first);
        (First, Counts) = (first, wider);
    }
}
