namespace PodMirror.Bench.Load;

/// <summary>Latencies in steps of a microsecond, up to ten seconds; the longest whatever it is.</summary>
internal sealed class Latencies
{
    private readonly int[] _counts = new int[10_000_001];
    private long _longest;

    /// <summary>Adds one, from any thread.</summary>
    public void Add(TimeSpan latency)
    {
        long micros = (long)latency.TotalMicroseconds;
        Interlocked.Increment(ref _counts[Math.Min(micros, _counts.Length - 1)]);
        long known = Interlocked.Read(ref _longest);
        while (micros > known && Interlocked.CompareExchange(ref _longest, micros, known) is var now && now != known)
        {
            known = now;
        }
    }

    /// <summary>The quantiles, as members of a JSON object.</summary>
    public override string ToString() =>
        $"\"p50_us\":{Quantile(0.5)},\"p90_us\":{Quantile(0.9)},\"p99_us\":{Quantile(0.99)},\"max_us\":{_longest}";

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
