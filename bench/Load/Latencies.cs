namespace PodMirror.Bench.Load;

/// <summary>Latencies in steps of a microsecond, up to a second.</summary>
internal sealed class Latencies
{
    private readonly int[] _counts = new int[1_000_001];

    /// <summary>Adds one, from any thread.</summary>
    public void Add(TimeSpan latency) => Interlocked.Increment(ref _counts[(int)Math.Min(latency.TotalMicroseconds, _counts.Length - 1)]);

    /// <summary>The quantiles, as members of a JSON object.</summary>
    public override string ToString() =>
        $"\"p50_us\":{Quantile(0.5)},\"p90_us\":{Quantile(0.9)},\"p99_us\":{Quantile(0.99)},\"max_us\":{Quantile(1)}";

    private int Quantile(double q)
    {
        long rank = (long)Math.Ceiling(_counts.Sum(c => (long)c) * q);
        long seen = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return i;
            }
        }

        return _counts.Length - 1;
    }
}
