namespace PodMirror.Catalog.Statistics;

/// <summary>Counts of each of the last periods, such as minutes, in a ring.</summary>
/// <param name="periods">How many periods are kept.</param>
internal sealed class CountRing(int periods)
{
    private readonly uint[] _counts = new uint[periods];

    /// <summary>The last period, counted from 1970.</summary>
    public long Last { get; private set; }

    /// <summary>Counts; what is older than the ring is not told of any more.</summary>
    public void Add(long period, uint count)
    {
        for (long gone = Math.Max(Last + 1, period - periods + 1); gone <= period; gone++)
        {
            _counts[gone % periods] = 0;
        }

        Last = Math.Max(Last, period);
        if (period > Last - periods && period >= 0)
        {
            _counts[period % periods] += count;
        }
    }

    /// <summary>All counts, the oldest first.</summary>
    public uint[] ToArray()
    {
        var counts = new uint[periods];
        for (int i = 0; i < periods; i++)
        {
            counts[i] = _counts[(Last + 1 + i) % periods];
        }

        return counts;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Last = 0;
    }
}
