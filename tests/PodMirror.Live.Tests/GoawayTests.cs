using System.Diagnostics.CodeAnalysis;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;
using PodMirror.Live.Tests.Peers;

namespace PodMirror.Live.Tests;

/// <summary>Connections that nginx ends with GOAWAY while calls are under way; its log is the truth.</summary>
public sealed class GoawayTests : LiveTest
{
    private const string Name = "ring-live-goaway";
    private const int Reloads = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [SuppressMessage("Reliability", "CA2025", Justification = "The load is awaited before the network goes.")]
    public async Task What_nginx_logs_while_it_is_reloaded_is_what_is_seen(bool isLoadedByH2load)
    {
        ForeignProgram.Need("nginx", "h2load");
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name, bufferBytes: 16 * 1024 * 1024).Start();
        using Server server = Server.Nginx(network);
        using var enough = new CancellationTokenSource();
        await mirror.WaitForLogAsync("connected");

        Task load = isLoadedByH2load ? LoadAsync(network, enough.Token) : CallAsync(network, enough.Token);
        for (int reload = 1; reload <= Reloads; reload++)
        {
            int before = server.Log.Length;
            await Wait.UntilAsync(() => server.Log.Length >= before + 200);
            await server.ReloadAsync(network);
        }

        await enough.CancelAsync();
        await load;
        await Wait.UntilAsync(() => tme.Exchanges.Count(seen => seen.Status != 0) >= server.Log.Length);
        MirrorLedger ledger = mirror.Finish();
        tme.WaitForEnd();
        string[] answered = [.. tme.Exchanges.Where(seen => seen.Status != 0).Select(LineOf).Order()];
        Assert.Equal(server.Log.Order(), answered);

        // What nginx did not take any more has no response, and its client asks again.
        Assert.All(
            tme.Exchanges,
            seen => Assert.Equal(seen.Status == 0 ? Anomalies.ResponseMissing : Anomalies.None, seen.Anomalies & ~Anomalies.StreamReset));
        Assert.Equal(0, ledger[MirrorCounter.FramesInvalid]);
    }

    private static string LineOf(ReceivedExchange seen) => $"{seen.Method} {seen.Target} {seen.Status} {seen.ResponseBytes}";

    /// <summary>One load after the other, as each ends with its connections.</summary>
    private static async Task LoadAsync(PodNetwork network, CancellationToken enough)
    {
        for (int run = 0; !enough.IsCancellationRequested; run++)
        {
            await ForeignProgram.RunAsync(
                network.Outside, "h2load", "-n", "2000", "-c", "4", "-m", "10", "--rps=500", Server.Uri($"/items/{run}"));
        }
    }

    /// <summary>Calls of a client that takes a new connection when the server goes away, and repeats what it did not take.</summary>
    private static async Task CallAsync(PodNetwork network, CancellationToken enough)
    {
        using HttpClient client = PodNetwork.Client(network.Outside);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async caller =>
        {
            for (int call = 0; !enough.IsCancellationRequested; call++)
            {
                string target = $"/items/{caller}/{call}";
                while (!await TryCallAsync(client, target))
                {
                }
            }
        }));
    }

    /// <summary>False where the connection ended before the server took the request: .NET leaves to its caller what was not sent yet.</summary>
    private static async Task<bool> TryCallAsync(HttpClient client, string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Server.Uri(target));
        (request.Version, request.VersionPolicy) = (new Version(2, 0), HttpVersionPolicy.RequestVersionExact);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, CancellationToken.None);
            Assert.StartsWith($"item {target}", await response.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
            return true;
        }
        catch (HttpRequestException e) when (e.InnerException is HttpProtocolException { ErrorCode: 0 })
        {
            return false;
        }
    }
}
