namespace PodMirror.Exchange;

/// <summary>
/// tme's part of the loss ledger. Not for several threads: its owner has the lock. It holds at any moment that
/// <c>exchanges received = exported + dropped (each reason) + pending</c>.
/// </summary>
public sealed class TmeLedger
{
    private static readonly string[] Names = [.. Enum.GetNames<TmeCounter>().Select(SnakeCase.Of)];

    private static readonly TmeCounter[] Parts =
    [
        TmeCounter.ExchangesExported, TmeCounter.ExchangesDroppedMalformed, TmeCounter.ExchangesDroppedTooLarge,
        TmeCounter.ExchangesDroppedQueueFull, TmeCounter.ExchangesDroppedRefused, TmeCounter.ExchangesDroppedRejected,
        TmeCounter.ExchangesDroppedRetriesExhausted, TmeCounter.ExchangesDroppedShutdown, TmeCounter.ExchangesDroppedDisabled,
        TmeCounter.ExchangesDroppedUnsampled, TmeCounter.ExchangesDroppedSampling,
        TmeCounter.ExchangesDroppedRateLimited, TmeCounter.ExchangesPending,
    ];

    private readonly long[] _counts = new long[Names.Length];

    /// <summary>How many counters there are.</summary>
    public static int Count => Names.Length;

    /// <summary>The count itself.</summary>
    public ref long this[TmeCounter counter] => ref _counts[(int)counter];

    /// <summary>The counts by their position in <see cref="TmeCounter"/>.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The name of the counter at a position, as data.</summary>
    public static string NameOf(int position) => Names[position];

    /// <summary>Takes over the counts of another; positions that it does not have become 0.</summary>
    public void CopyFrom(ReadOnlySpan<long> counts)
    {
        Array.Clear(_counts);
        counts[..Math.Min(counts.Length, _counts.Length)].CopyTo(_counts);
    }

    /// <summary>Null when the equation holds, else it in words and figures.</summary>
    public string? FirstImbalance()
    {
        long sum = Parts.Sum(part => this[part]);
        return sum == this[TmeCounter.ExchangesReceived]
            ? null
            : $"exchanges_received {this[TmeCounter.ExchangesReceived]} != "
                + string.Join(" + ", Parts.Select(part => $"{NameOf((int)part)} {this[part]}"));
    }

    /// <summary>A copy, as it is now.</summary>
    public TmeLedger Copy()
    {
        var copy = new TmeLedger();
        copy.CopyFrom(_counts);
        return copy;
    }
}
