using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests;

/// <summary>Whatever becomes of tme, the mirror goes on and counts.</summary>
public sealed class TmeFailureTests : LiveTest
{
    private const string Name = "ring-live-failing";

    [Fact]
    public async Task Without_a_tme_every_exchange_is_counted_as_such()
    {
        using var network = new PodNetwork();
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);

        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{server.Port}/", 30, 100, 100);
        await mirror.WaitForAsync(MirrorCounter.ExchangesBuilt, 30);

        MirrorLedger ledger = mirror.Finish();
        Assert.Equal(30, ledger[MirrorCounter.ExchangesDroppedNoPeer]);
        Assert.Equal(0, ledger[MirrorCounter.ExchangesSent]);
    }

    [Fact]
    public async Task A_tme_that_is_killed_and_restarted_gets_what_comes_afterwards_and_the_rest_is_counted()
    {
        using var network = new PodNetwork();
        using var first = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);
        string uri = $"http://{PodNetwork.PodAddress}:{server.Port}/";

        await mirror.WaitForLogAsync("connected");
        await Traffic.CallAsync(client, uri, 20, 100, 100);
        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 20);
        first.Dispose();
        await mirror.WaitForLogAsync("gone");
        await Traffic.CallAsync(client, uri, 20, 100, 100);
        await mirror.WaitForAsync(MirrorCounter.ExchangesBuilt, 40);
        using var second = new TestTme(network.Pod, Name);
        await mirror.WaitForLogAsync("connected");
        await Traffic.CallAsync(client, uri, 20, 100, 100);
        await mirror.WaitForAsync(MirrorCounter.ExchangesBuilt, 60);

        MirrorLedger ledger = mirror.Finish();
        second.WaitForEnd();
        Assert.Equal(20, first.Exchanges.Count);
        Assert.Equal(20, second.Exchanges.Count);
        Assert.Equal(40, ledger[MirrorCounter.ExchangesAcknowledged]);
        Assert.Equal(20, ledger[MirrorCounter.ExchangesDroppedNoPeer]);
    }

    [Fact]
    public async Task A_tme_that_is_killed_with_exchanges_unacknowledged_leaves_them_in_the_ledger()
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name, reads: false);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);

        await mirror.WaitForLogAsync("connected");
        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{server.Port}/", 20, 100, 100);
        MirrorLedger sent = await mirror.WaitForAsync(MirrorCounter.ExchangesSent, 20);
        Assert.Equal(20, sent[MirrorCounter.ExchangesInFlight]);
        tme.Dispose();
        await mirror.WaitForAsync(MirrorCounter.ExchangesUnacknowledged, 20);

        mirror.Finish();
    }

    [Fact]
    public async Task A_tme_that_does_not_read_costs_the_exchanges_that_do_not_fit_and_nothing_waits()
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name, reads: false);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);

        await mirror.WaitForLogAsync("connected");
        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{server.Port}/", 100, 100, 64 * 1024);
        MirrorLedger built = await mirror.WaitForAsync(MirrorCounter.ExchangesBuilt, 100);
        Assert.InRange(built[MirrorCounter.ExchangesDroppedSocketFull], 50, 99);

        // The drain is bounded too; what was sent to nobody's eyes is counted.
        MirrorLedger ledger = mirror.Finish(drain: TimeSpan.FromMilliseconds(100));
        Assert.Equal(ledger[MirrorCounter.ExchangesSent], ledger[MirrorCounter.ExchangesUnacknowledged]);
        Assert.Equal(100, ledger[MirrorCounter.ExchangesSent] + ledger[MirrorCounter.ExchangesDroppedSocketFull]);
    }

    [Fact]
    public async Task A_burst_larger_than_the_buffer_waits_in_the_ring_for_a_tme_that_reads()
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        var fullBlocks = new RingOptions { BlockTimeout = TimeSpan.FromMilliseconds(500) };
        using var mirror = new LiveMirror(network.Pod, Name, ringOptions: fullBlocks, time: new StoppedTime());
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);

        // 3 MiB, while the buffer holds 1 MiB; half of the ring is 4 MiB. However late this tme is scheduled, it is not given up.
        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{server.Port}/", 45, 100, 64 * 1024);
        mirror.Start();
        await mirror.WaitForAsync(MirrorCounter.ExchangesBuilt, 45);

        MirrorLedger ledger = mirror.Finish();
        Assert.Equal(0, ledger[MirrorCounter.ExchangesDroppedSocketFull]);
        Assert.Equal(45, ledger[MirrorCounter.ExchangesAcknowledged]);
    }

    [Fact]
    public async Task The_last_ledger_that_tme_gets_is_the_final_one()
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        await mirror.WaitForLogAsync("connected");

        MirrorLedger ledger = mirror.Finish();
        tme.WaitForEnd();
        Assert.Equal(ledger.Counts.ToArray(), tme.Ledgers.Last().Counts.ToArray());
    }
}
