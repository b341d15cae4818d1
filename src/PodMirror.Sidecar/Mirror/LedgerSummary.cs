using System.Globalization;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Mirror;

/// <summary>The ledger in one line for people: what came, what went out, and what was lost where.</summary>
internal static class LedgerSummary
{
    private static readonly MirrorCounter[] Losses =
    [
        MirrorCounter.RingDrops, MirrorCounter.FragmentsDropped, MirrorCounter.BytesLost,
        MirrorCounter.RequestsDroppedMemory, MirrorCounter.ResponsesDroppedMemory, MirrorCounter.HeadsRejected,
        MirrorCounter.ExchangesDroppedSocketFull, MirrorCounter.ExchangesDroppedNoPeer, MirrorCounter.ExchangesDroppedTooLarge,
        MirrorCounter.ExchangesUnacknowledged,
    ];

    /// <summary>The line, without a line end.</summary>
    public static string Format(MirrorLedger ledger)
    {
        string losses = string.Join(", ", Losses
            .Where(loss => ledger[loss] != 0)
            .Select(loss => string.Create(CultureInfo.InvariantCulture, $"{MirrorLedger.NameOf((int)loss)} {ledger[loss]}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"done: {ledger[MirrorCounter.PacketsSeen]} packets, {ledger[MirrorCounter.ExchangesBuilt]} exchanges, "
                + $"{ledger[MirrorCounter.ExchangesAcknowledged]} acknowledged; lost: {(losses.Length == 0 ? "nothing" : losses)}");
    }
}
