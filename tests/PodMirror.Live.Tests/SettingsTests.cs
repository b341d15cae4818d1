using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests;

/// <summary>What is captured changes while traffic flows, by what tme hands over.</summary>
public sealed class SettingsTests : LiveTest
{
    private const string Name = "ring-live-settings";

    private long _version;

    [Fact]
    public async Task A_change_of_ports_is_exact_and_costs_a_port_that_it_leaves_alone_nothing()
    {
        await using MirroredPod pod = await MirroredPod.StartAsync(Name);
        (TestTme tme, HttpServer steady) = (pod.Tme, pod.Server);
        await using var changing = new HttpServer(pod.Network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(pod.Network.Outside);

        using var end = new CancellationTokenSource();
        Task<int> traffic = CallUntilAsync(() => PodNetwork.Client(pod.Network.Outside), pod.Uri + "/steady", end.Token);
        string uri = $"http://{PodNetwork.PodAddress}:{changing.Port}";
        (string Path, CaptureSettings Settings)[] changes =
        [
            ("/all", new CaptureSettings()),
            ("/others", new CaptureSettings { Ports = [(ushort)steady.Port] }),
            ("/both", new CaptureSettings { Ports = [(ushort)steady.Port, (ushort)changing.Port] }),
            ("/excluded", new CaptureSettings { ExcludedPorts = [(ushort)changing.Port] }),
            ("/back", new CaptureSettings()),
        ];
        foreach ((string path, CaptureSettings settings) in changes)
        {
            await TakeAsync(pod.Mirror, tme, settings);

            // On the connection of before, which was open all the time.
            await Traffic.CallAsync(client, uri + path, 10, 100, 100);
        }

        await end.CancelAsync();
        int calls = await traffic;
        await pod.Mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, calls + 30);
        MirrorLedger ledger = pod.Finish();

        Assert.Equal((calls, 10, 10, 10), (Count(tme, "/steady"), Count(tme, "/all"), Count(tme, "/both"), Count(tme, "/back")));
        Assert.Equal(calls + 30, tme.Exchanges.Count);
        Assert.All(
            tme.Exchanges,
            exchange => Assert.Equal((Anomalies.None, 200, 100L), (exchange.Anomalies, exchange.Status, exchange.ResponseBytes)));
        Assert.Equal((0, 0, 0), (ledger[MirrorCounter.RingDrops], ledger[MirrorCounter.BytesLost], ledger[MirrorCounter.SettingsRefused]));
        Assert.Equal((5, 5), (ledger[MirrorCounter.SettingsTaken], ledger[MirrorCounter.SettingsVersion]));
    }

    [Fact]
    public async Task A_change_of_mode_holds_for_open_connections_of_either_direction()
    {
        await using MirroredPod mirrored = await MirroredPod.StartAsync(Name);
        (TestTme tme, LiveMirror mirror) = (mirrored.Tme, mirrored.Mirror);
        await using var other = new HttpServer(mirrored.Network.Outside, PodNetwork.OutsideAddress);
        using HttpClient outside = PodNetwork.Client(mirrored.Network.Outside);
        using HttpClient pod = PodNetwork.Client(mirrored.Network.Pod);
        long built = 0;
        foreach ((string name, CaptureMode? mode, int exchanges) in ((string, CaptureMode?, int)[])
            [("none", null, 10), ("out", CaptureMode.Egress, 10), ("both", CaptureMode.IngressAndEgress, 20), ("in", CaptureMode.Ingress, 10)])
        {
            await TakeAsync(mirror, tme, new CaptureSettings { Mode = mode });
            await Traffic.CallAsync(outside, $"{mirrored.Uri}/{name}", 10, 100, 100);
            await Traffic.CallAsync(pod, $"http://{PodNetwork.OutsideAddress}:{other.Port}/{name}", 10, 100, 100);
            built += exchanges;

            // An exchange counts by the mode at its end, as the mirror reads it.
            await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, built);
            await WaitForReadAsync(mirror);
        }

        MirrorLedger ledger = mirrored.Finish();
        Assert.Equal(
            "both/Egress 10, both/Ingress 10, in/Ingress 10, none/Ingress 10, out/Egress 10",
            string.Join(", ", tme.Exchanges
                .CountBy(exchange => $"{exchange.Target[1..]}/{exchange.Direction}")
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.All(tme.Exchanges, exchange => Assert.Equal(Anomalies.None, exchange.Anomalies));
        Assert.Equal((0, 0), (ledger[MirrorCounter.BytesLost], ledger[MirrorCounter.RingDrops]));
    }

    [Fact]
    public async Task A_mode_that_was_given_stays_and_bodies_change_all_the_same()
    {
        await using MirroredPod pod = await MirroredPod.StartAsync(Name, CaptureMode.Ingress);
        using HttpClient outside = PodNetwork.Client(pod.Network.Outside);
        await TakeAsync(pod.Mirror, pod.Tme, new CaptureSettings { Mode = CaptureMode.Egress, MaxBodyBytes = 3 });
        await Traffic.CallAsync(outside, pod.Uri + "/", 5, 100, 100);
        await pod.Mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 5);

        pod.Finish();
        Assert.Equal(5, pod.Tme.Exchanges.Count);
        Assert.All(pod.Tme.Exchanges, exchange => Assert.Equal(("rrr", 100L), (exchange.ResponseBody, exchange.ResponseBytes)));
    }

    [Fact]
    public async Task Settings_that_are_bad_change_nothing_and_those_of_a_tme_that_went_hold_until_the_next_one_says_others()
    {
        await using MirroredPod pod = await MirroredPod.StartAsync(Name);
        (TestTme first, LiveMirror mirror) = (pod.Tme, pod.Mirror);
        using HttpClient client = PodNetwork.Client(pod.Network.Outside);
        string uri = pod.Uri + "/";
        await TakeAsync(mirror, first, new CaptureSettings { ExcludedPorts = [(ushort)pod.Server.Port] });
        byte[] bad = CaptureSettingsRecord.Write(new CaptureSettings { Version = 99, ExcludedPorts = [] });
        bad[RecordFormat.HeaderBytes + 20] = 77;
        first.Send(bad);
        await mirror.WaitForAsync(MirrorCounter.SettingsRefused, 1);
        await Traffic.CallAsync(client, uri + "left-out", 5, 100, 100);
        first.Dispose();
        await mirror.WaitForLogAsync("gone");
        await Traffic.CallAsync(client, uri + "left-out", 5, 100, 100);

        using var second = new TestTme(pod.Network.Pod, Name);
        await mirror.WaitForLogAsync("connected");
        MirrorLedger between = (await mirror.SnapshotAsync()).Ledger;
        Assert.Equal((1, 0), (between[MirrorCounter.SettingsVersion], between[MirrorCounter.ExchangesBuilt]));
        await TakeAsync(mirror, second, new CaptureSettings());
        await Traffic.CallAsync(client, uri + "again", 5, 100, 100);
        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 5);

        mirror.Finish();
        second.WaitForEnd();
        Assert.Equal((5, 5), (second.Exchanges.Count, Count(second, "/again")));
    }

    private static int Count(TestTme tme, string target) => tme.Exchanges.Count(exchange => exchange.Target == target);

    private async Task TakeAsync(LiveMirror mirror, TestTme tme, CaptureSettings settings)
    {
        tme.Offer(settings with { Version = ++_version });
        MirrorLedger ledger = await mirror.WaitForAsync(MirrorCounter.SettingsTaken, _version);
        Assert.Equal(_version, ledger[MirrorCounter.SettingsVersion]);
    }

    /// <summary>Waits until nothing of what was sent lies in the ring any more: blocks are handed over after 100 ms.</summary>
    private static async Task WaitForReadAsync(LiveMirror mirror)
    {
        MirrorLedger ledger;
        long before;
        do
        {
            before = (await mirror.SnapshotAsync()).Ledger[MirrorCounter.PacketsSeen];
            await Task.Delay(300);
            ledger = (await mirror.SnapshotAsync()).Ledger;
        }
        while (ledger[MirrorCounter.PacketsSeen] != before || ledger[MirrorCounter.RingPackets] != before);
    }

    /// <summary>Calls one after the other on one connection, until it is enough; gives how many.</summary>
    private static async Task<int> CallUntilAsync(Func<HttpClient> connect, string uri, CancellationToken enough)
    {
        using HttpClient client = connect();
        int calls = 0;
        while (!enough.IsCancellationRequested)
        {
            await Traffic.CallAsync(client, uri, 1, 100, 100);
            calls++;
        }

        return calls;
    }
}
