using System.Net;
using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests;

public sealed class MirrorTests : LiveTest
{
    private const string Name = "ring-live-tme";

    [Fact]
    public async Task Every_call_to_the_pod_becomes_an_exchange_of_ingress()
    {
        await using MirroredPod mirrored = await MirroredPod.StartAsync(Name);
        await using var other = new HttpServer(mirrored.Network.Outside, PodNetwork.OutsideAddress);
        using HttpClient outside = PodNetwork.Client(mirrored.Network.Outside);
        using HttpClient pod = PodNetwork.Client(mirrored.Network.Pod);

        await Traffic.CallAsync(outside, mirrored.Uri + "/in", 50, 512, 1024);
        await Traffic.CallAsync(pod, $"http://{PodNetwork.OutsideAddress}:{other.Port}/out", 10, 512, 1024);
        await mirrored.Mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 50);

        MirrorLedger ledger = mirrored.Finish();
        Assert.Equal(50, mirrored.Tme.Exchanges.Count);
        Assert.All(mirrored.Tme.Exchanges, exchange =>
        {
            Assert.Equal(Direction.Ingress, exchange.Direction);
            Assert.Equal(("/in", 200, 512L, 1024L), (exchange.Target, exchange.Status, exchange.RequestBytes, exchange.ResponseBytes));
            Assert.Equal($"{PodNetwork.PodAddress}:{mirrored.Server.Port}", exchange.Server);
            Assert.Equal(Anomalies.None, exchange.Anomalies);
        });
        Assert.Equal(50, ledger[MirrorCounter.ExchangesAcknowledged]);
        Assert.Equal(0, ledger[MirrorCounter.RingDrops]);
    }

    [Fact]
    public async Task Calls_by_the_pod_are_egress_and_calls_on_lo_are_ingress()
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name, CaptureMode.IngressAndEgress).Start();
        await using var local = new HttpServer(network.Pod, IPAddress.IPv6Loopback);
        await using var other = new HttpServer(network.Outside, PodNetwork.OutsideAddress);
        using HttpClient pod = PodNetwork.Client(network.Pod);

        await mirror.WaitForLogAsync("connected");
        await Traffic.CallAsync(pod, $"http://{PodNetwork.OutsideAddress}:{other.Port}/out", 10, 10, 10);
        await Traffic.CallAsync(pod, $"http://[::1]:{local.Port}/lo", 10, 10, 10);
        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 20);

        mirror.Finish();
        tme.WaitForEnd();
        Assert.Equal(10, tme.Exchanges.Count(exchange => exchange is { Target: "/out", Direction: Direction.Egress }));
        Assert.Equal(10, tme.Exchanges.Count(exchange => exchange is { Target: "/lo", Direction: Direction.Ingress }));
        Assert.Equal(20, tme.Exchanges.Count);
    }

    [Fact]
    public async Task Bodies_in_super_packets_are_right()
    {
        // All of it fits, however late this tme is scheduled: the test is about bodies, not about room.
        await using MirroredPod pod = await MirroredPod.StartAsync(Name, bufferBytes: 16 * 1024 * 1024);
        using HttpClient client = PodNetwork.Client(pod.Network.Outside);

        await Traffic.CallAsync(client, pod.Uri + "/", 100, 16 * 1024, 64 * 1024);
        await pod.Mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 100);

        pod.Finish();
        Assert.Equal(100, pod.Tme.Exchanges.Count);
        string up = new('q', 16 * 1024);
        string down = new('r', 64 * 1024);
        Assert.All(pod.Tme.Exchanges, exchange => Assert.Equal((up, down), (exchange.RequestBody, exchange.ResponseBody)));
    }

    [Fact]
    public async Task Of_connections_older_than_the_mirror_the_listening_sockets_tell_the_server()
    {
        using var network = new PodNetwork();
        await using var server = new HttpServer(network.Pod, IPAddress.Any);
        await using var other = new HttpServer(network.Outside, PodNetwork.OutsideAddress, server.Port);
        using HttpClient outside = PodNetwork.Client(network.Outside);
        using HttpClient pod = PodNetwork.Client(network.Pod);
        string[] uris =
        [
            $"http://{PodNetwork.OutsideAddress}:{server.Port}/out",
            $"http://127.0.0.1:{server.Port}/lo",
            $"http://{PodNetwork.PodAddress}:{server.Port}/in",
        ];
        foreach (string uri in uris)
        {
            await Traffic.CallAsync(uri.EndsWith("/in", StringComparison.Ordinal) ? outside : pod, uri, 1, 10, 10);
        }

        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name, CaptureMode.IngressAndEgress).Start();
        await mirror.WaitForLogAsync("connected");
        foreach (string uri in uris)
        {
            await Traffic.CallAsync(uri.EndsWith("/in", StringComparison.Ordinal) ? outside : pod, uri, 5, 10, 10);
        }

        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 15);
        mirror.Finish();
        tme.WaitForEnd();
        Assert.Equal(5, tme.Exchanges.Count(exchange => exchange is { Target: "/out", Direction: Direction.Egress }));
        Assert.Equal(5, tme.Exchanges.Count(exchange => exchange is { Target: "/lo", Direction: Direction.Ingress }));
        Assert.Equal(5, tme.Exchanges.Count(exchange => exchange is { Target: "/in", Direction: Direction.Ingress }));
    }

    [Fact]
    public async Task A_stop_that_finds_the_loop_busy_still_reads_the_last_block()
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        var slowBlocks = new RingOptions { BlockTimeout = TimeSpan.FromSeconds(1) };
        using var mirror = new LiveMirror(network.Pod, Name, ringOptions: slowBlocks);
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient outside = PodNetwork.Client(network.Outside);

        await Traffic.CallAsync(outside, $"http://{PodNetwork.PodAddress}:{server.Port}/last", 5, 512, 1024);
        mirror.Stop();
        MirrorLedger ledger = mirror.Start().Finish();

        tme.WaitForEnd();
        Assert.Equal(5, ledger[MirrorCounter.ExchangesAcknowledged]);
    }

    [Fact]
    public async Task What_an_overloaded_ring_drops_is_in_the_ledger_and_the_rest_goes_on()
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        var small = new RingOptions { BlockBytes = RingOptions.MinBlockBytes, RingBytes = 16 * RingOptions.MinBlockBytes };
        using var mirror = new LiveMirror(network.Pod, Name, ringOptions: small);
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);

        // Nobody reads yet: 6 MiB go past a ring of 2 MiB.
        await Traffic.CallAsync(client, $"http://{PodNetwork.PodAddress}:{server.Port}/lost", 100, 512, 64 * 1024);
        mirror.Start();
        await mirror.WaitForLogAsync("connected");
        await mirror.WaitForAsync(MirrorCounter.RingDrops, 1);
        using HttpClient second = PodNetwork.Client(network.Outside);
        for (int calls = 1; calls <= 20; calls++)
        {
            await Traffic.CallAsync(second, $"http://{PodNetwork.PodAddress}:{server.Port}/after", 1, 512, 1024);
            await Wait.UntilAsync(() => tme.Exchanges.Count(exchange => exchange.Target == "/after") >= calls);
        }

        MirrorLedger ledger = mirror.Finish();
        Assert.InRange(ledger[MirrorCounter.RingDrops], 1, long.MaxValue);
        Assert.Equal(20, tme.Exchanges.Count(exchange => exchange is { Target: "/after", Anomalies: Anomalies.None }));
    }
}
