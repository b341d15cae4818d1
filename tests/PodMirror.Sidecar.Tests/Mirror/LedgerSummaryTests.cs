using PodMirror.Exchange;
using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class LedgerSummaryTests
{
    [Fact]
    public void Losses_are_named_with_their_counts_and_only_they()
    {
        var ledger = new MirrorLedger();
        ledger[MirrorCounter.PacketsSeen] = 10;
        ledger[MirrorCounter.ExchangesBuilt] = 3;
        ledger[MirrorCounter.ExchangesAcknowledged] = 2;
        Assert.Equal("done: 10 packets, 3 exchanges, 2 acknowledged; lost: nothing", LedgerSummary.Format(ledger));

        ledger[MirrorCounter.RingDrops] = 4;
        ledger[MirrorCounter.ExchangesDroppedNoPeer] = 1;
        Assert.Equal(
            "done: 10 packets, 3 exchanges, 2 acknowledged; lost: ring_drops 4, exchanges_dropped_no_peer 1", LedgerSummary.Format(ledger));
    }
}
