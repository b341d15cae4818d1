using System.Diagnostics.CodeAnalysis;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;
using PodMirror.Live.Tests.Peers;
using PodMirror.TestKit;

namespace PodMirror.Live.Tests;

public sealed class AllocationTests : LiveTest
{
    private const string Name = "ring-live-allocation";

    [Fact]
    public async Task Packets_and_exchanges_allocate_nothing_once_the_mirror_is_warm()
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        await using var server = new HttpServer(network.Pod, PodNetwork.PodAddress);
        using HttpClient client = PodNetwork.Client(network.Outside);
        string uri = $"http://{PodNetwork.PodAddress}:{server.Port}/";

        await mirror.WaitForLogAsync("connected");
        MirrorSnapshot warm = await CallAsync(mirror, client, uri, upTo: 500);
        MirrorSnapshot[] rounds = new MirrorSnapshot[Allocation.Rounds];
        for (int i = 0; i < rounds.Length; i++)
        {
            rounds[i] = await CallAsync(mirror, client, uri, upTo: 500 + ((i + 1) * 300));
        }

        Assert.InRange(rounds[^1].Ledger[MirrorCounter.PacketsSeen] - warm.Ledger[MirrorCounter.PacketsSeen], 3000, long.MaxValue);

        // The least, for the reason that Allocation gives.
        Assert.Equal(0, rounds.Min(round => round.AllocatedBytes));
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2025", Justification = "The load is awaited before the network goes.")]
    public async Task Streams_of_HTTP_2_allocate_nothing_once_the_mirror_is_warm()
    {
        const int Portion = 200;
        ForeignProgram.Need("nginx", "h2load");
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        using Server server = Server.Nginx(network);

        await mirror.WaitForLogAsync("connected");
        int portions = (2 * Allocation.Rounds) + 1;
        Task<string> load = ForeignProgram.RunAsync(
            network.Outside, "h2load", "-n", $"{portions * Portion}", "-c", "4", "--rps=150", Server.Uri("/items/1?page=2"));
        var rounds = new List<MirrorSnapshot>();
        for (int round = 1; round < portions; round++)
        {
            await mirror.WaitForAcknowledgedAsync(round * Portion);
            rounds.Add(await mirror.SnapshotAsync());
        }

        await load;
        Assert.Equal(0, rounds.Skip(Allocation.Rounds).Min(round => round.AllocatedBytes));
    }

    /// <summary>
    /// Calls in portions that fit ring and buffer. In between no snapshot is asked for, which would allocate on the thread that is measured.
    /// </summary>
    private static async Task<MirrorSnapshot> CallAsync(LiveMirror mirror, HttpClient client, string uri, long upTo)
    {
        const int Portion = 20;
        for (long done = mirror.Acknowledged; done < upTo; done += Portion)
        {
            await Traffic.CallAsync(client, uri, Portion, 512, 32 * 1024);
            await mirror.WaitForAcknowledgedAsync(done + Portion);
        }

        return await mirror.SnapshotAsync();
    }
}
