using Microsoft.AspNetCore.Server.Kestrel.Core;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;
using PodMirror.Live.Tests.Peers;

namespace PodMirror.Live.Tests;

/// <summary>A browser's WebSocket and stream of events; what its page and the server count is the truth.</summary>
public sealed class BrowserTests : LiveTest
{
    private const string Name = "ring-live-browser";

    private static readonly string[] Options =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_of_a_WebSocket_and_events_are_counted_as_page_and_server_did(bool isCompressed)
    {
        ForeignProgram.Need("chromium");
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        var page = new WebPage(isCompressed);
        await using WebPeer server = await WebPeer.StartAsync(network, HttpProtocols.Http1, _ => { }, page.Map);
        await mirror.WaitForLogAsync("connected");

        string report = await VisitAsync(network, page);
        await Wait.UntilAsync(() => tme.Exchanges.Count(seen => seen.Target is "/ws" or "/events") == 2);

        MirrorLedger ledger = mirror.Finish();
        tme.WaitForEnd();
        ReceivedExchange socket = Assert.Single(tme.Exchanges, seen => seen.Target == "/ws");
        ReceivedExchange events = Assert.Single(tme.Exchanges, seen => seen.Target == "/events");
        Assert.Equal($"{page.Received} {page.Received} {WebPage.Events}", report);
        Assert.Equal(((ulong)WebPage.Events, 1), (events.ResponseFramed.Messages, tme.Exchanges.Count(seen => seen.Target == "/")));
        AssertCounted(socket, page.Received, isCompressed);
        Assert.Equal((1, 0), (ledger[MirrorCounter.FlowsWebSocket], ledger[MirrorCounter.FramesInvalid]));
        Assert.Equal(socket.RequestBytes + socket.ResponseBytes, ledger[MirrorCounter.BytesWebSocket]);
    }

    private static void AssertCounted(ReceivedExchange socket, string received, bool isCompressed)
    {
        (FramedContent request, FramedContent response) = (socket.RequestFramed, socket.ResponseFramed);
        Assert.Equal((101, Anomalies.None), (socket.Status, socket.Anomalies & ~(Anomalies.RequestBodyTruncated | Anomalies.ResponseBodyTruncated)));
        Assert.Equal(((ulong)WebPage.Messages, (ulong)WebPage.Messages), (request.Messages, response.Messages));
        Assert.Equal((1ul, 1ul), (request.Frames.Of(FrameOpcode.Close), response.Frames.Of(FrameOpcode.Close)));
        Assert.InRange(response.Frames.Of(FrameOpcode.Continuation), 1ul, ulong.MaxValue);
        Assert.Equal(26ul, response.Frames.Of(FrameOpcode.Text));
        Assert.Equal(isCompressed, socket.ResponseFields.Contains("permessage-deflate", StringComparison.OrdinalIgnoreCase));
        if (!isCompressed)
        {
            Assert.Equal((received, received), ($"{request.Messages}/{request.MessageBytes}", $"{response.Messages}/{response.MessageBytes}"));
        }
    }

    private static async Task<string> VisitAsync(PodNetwork network, WebPage page)
    {
        string folder = Directory.CreateTempSubdirectory("podmirror-browser-").FullName;
        try
        {
            using ForeignProgram browser = ForeignProgram.Start(
                network.Outside, "chromium", [.. Options, "--user-data-dir=" + folder, WebPeer.Address.ToString()]);
            return await page.Report.WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
