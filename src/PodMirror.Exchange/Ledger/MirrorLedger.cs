namespace PodMirror.Exchange;

/// <summary>
/// The loss ledger: what came in, what went out, and every reason between. Owned by one thread; no locks.
/// </summary>
/// <remarks>
/// These hold at any moment between two packets, and <see cref="FirstImbalance"/> checks them:
/// <code>
/// packets seen   = tcp + fragment + link unknown + not ip + not tcp + malformed + cut
/// bytes seen     = parsed + duplicate + cut + padding + out of window + filtered (mode) + after close + held
/// bytes parsed   = http + websocket + opaque (tls, upgraded, unknown) + skipped
/// flows seen     = closed + idle + evicted + open
/// requests seen  = exchanged + dropped (memory) + open
/// responses seen = exchanged + dropped (memory) + open
/// built          = sent + filtered (mode) + dropped (socket full, no peer, too large)
/// sent           = acknowledged + unacknowledged + in flight      (live; replay acknowledges at once)
/// </code>
/// </remarks>
public sealed class MirrorLedger
{
    private static readonly string[] Names = [.. Enum.GetNames<MirrorCounter>().Select(SnakeCase.Of)];

    private static readonly (MirrorCounter Whole, MirrorCounter[] Parts)[] Equations =
    [
        (MirrorCounter.PacketsSeen,
            [MirrorCounter.PacketsTcp, MirrorCounter.PacketsFragment, MirrorCounter.PacketsLinkUnknown, MirrorCounter.PacketsNotIp,
             MirrorCounter.PacketsNotTcp, MirrorCounter.PacketsMalformed, MirrorCounter.PacketsCut]),
        (MirrorCounter.BytesSeen,
            [MirrorCounter.BytesParsed, MirrorCounter.BytesDuplicate, MirrorCounter.BytesCut, MirrorCounter.BytesPadding,
             MirrorCounter.BytesOutOfWindow, MirrorCounter.BytesFilteredMode, MirrorCounter.BytesAfterClose,
             MirrorCounter.BytesHeld]),
        (MirrorCounter.BytesParsed,
            [MirrorCounter.BytesHttp, MirrorCounter.BytesWebSocket, MirrorCounter.BytesOpaqueTls, MirrorCounter.BytesOpaqueUpgraded,
             MirrorCounter.BytesOpaqueUnknown, MirrorCounter.BytesSkipped]),
        (MirrorCounter.FlowsSeen,
            [MirrorCounter.FlowsClosed, MirrorCounter.FlowsIdle, MirrorCounter.FlowsEvicted, MirrorCounter.FlowsOpen]),
        (MirrorCounter.RequestsSeen,
            [MirrorCounter.RequestsExchanged, MirrorCounter.RequestsDroppedMemory, MirrorCounter.RequestsOpen]),
        (MirrorCounter.ResponsesSeen,
            [MirrorCounter.ResponsesExchanged, MirrorCounter.ResponsesDroppedMemory, MirrorCounter.ResponsesOpen]),
        (MirrorCounter.ExchangesBuilt,
            [MirrorCounter.ExchangesSent, MirrorCounter.ExchangesFilteredMode, MirrorCounter.ExchangesDroppedSocketFull,
             MirrorCounter.ExchangesDroppedNoPeer, MirrorCounter.ExchangesDroppedTooLarge]),
        (MirrorCounter.ExchangesSent,
            [MirrorCounter.ExchangesAcknowledged, MirrorCounter.ExchangesUnacknowledged, MirrorCounter.ExchangesInFlight]),
    ];

    private readonly long[] _counts = new long[Names.Length];

    /// <summary>How many counters there are.</summary>
    public static int Count => Names.Length;

    /// <summary>When counting began, in nanoseconds since 1970-01-01 UTC; 0 in replay, where nothing was counted before.</summary>
    public long StartedNs { get; set; }

    /// <summary>The count itself, for reading, adding and taking away.</summary>
    public ref long this[MirrorCounter counter] => ref _counts[(int)counter];

    /// <summary>The counts by their position in <see cref="MirrorCounter"/>.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The name of the counter at a position, as data: snake case.</summary>
    public static string NameOf(int position) => Names[position];

    /// <summary>Takes over the counts of a snapshot; positions that it does not have become 0.</summary>
    public void CopyFrom(ReadOnlySpan<long> counts)
    {
        Array.Clear(_counts);
        counts[..Math.Min(counts.Length, _counts.Length)].CopyTo(_counts);
    }

    /// <summary>Null when every equation holds, else the first that does not, in words and figures.</summary>
    public string? FirstImbalance()
    {
        foreach ((MirrorCounter whole, MirrorCounter[] parts) in Equations)
        {
            long sum = 0;
            foreach (MirrorCounter part in parts)
            {
                sum += this[part];
            }

            if (sum != this[whole])
            {
                string terms = string.Join(" + ", parts.Select(part => $"{NameOf((int)part)} {this[part]}"));
                return $"{NameOf((int)whole)} {this[whole]} != {terms}";
            }
        }

        return null;
    }
}
