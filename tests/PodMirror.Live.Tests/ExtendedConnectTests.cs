using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;
using PodMirror.Live.Tests.Peers;
using PodMirror.Spans;

namespace PodMirror.Live.Tests;

/// <summary>WebSockets over HTTP/2 (RFC 8441) between .NET's client and Kestrel; what both count is the truth.</summary>
public sealed class ExtendedConnectTests : LiveTest
{
    private const string Name = "ring-live-connect";
    private const string Direction = "podmirror.websocket.message.direction";
    private const string Content = "podmirror.websocket.message.content";
    private const int Messages = 12;

    /// <summary>As many as become events.</summary>
    private static readonly IEnumerable<string> Events = Enumerable.Range(0, SpanOptions.DefaultStreamEvents)
        .Select(place => $"{(place % 2 == 0 ? "received" : "sent")} {MessageOf(place / 2, "REDACTED")}");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_of_two_WebSockets_in_one_connection_are_counted_and_become_events(bool isCompressed)
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        var page = new WebPage(isCompressed);
        await using WebPeer server = await WebPeer.StartAsync(network, HttpProtocols.Http2, _ => { }, page.Map);
        await mirror.WaitForLogAsync("connected");

        using (HttpClient client = PodNetwork.Client(network.Outside))
        {
            await Task.WhenAll(TalkAsync(client, isCompressed), TalkAsync(client, isCompressed));
        }

        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 2);
        MirrorLedger ledger = mirror.Finish();
        tme.WaitForEnd();
        Assert.Equal((2, 0), (tme.Exchanges.Count, ledger[MirrorCounter.FramesInvalid]));
        Assert.All(tme.Exchanges, seen => AssertCounted(seen, page.Received, isCompressed));
        Assert.All(tme.Exchanges, seen => Assert.Equal(Events, SpanEvents.Of(seen, Direction, Content)));
    }

    [Fact]
    public async Task Behind_nghttpx_the_WebSocket_is_seen_as_stream_and_as_upgrade()
    {
        ForeignProgram.Need("nghttpx");
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        var page = new WebPage(isCompressed: false);
        await using WebPeer server = await WebPeer.StartAsync(network, HttpProtocols.Http1, _ => { }, page.Map, Server.ProxiedPort);
        using Server proxy = Server.Proxy(network);
        await mirror.WaitForLogAsync("connected");

        using (HttpClient client = PodNetwork.Client(network.Outside))
        {
            await TalkAsync(client, isCompressed: false);
        }

        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 2);
        mirror.Finish();
        tme.WaitForEnd();
        ReceivedExchange outer = Assert.Single(tme.Exchanges, seen => seen.Protocol == HttpProtocol.Http2);
        ReceivedExchange inner = Assert.Single(tme.Exchanges, seen => seen.Protocol == HttpProtocol.Http11);
        AssertCounted(outer, page.Received, isCompressed: false);
        Assert.Equal(("GET", "/ws", 101, Anomalies.None), (inner.Method, inner.Target, inner.Status, inner.Anomalies));
        Assert.Equal(
            ($"{outer.RequestFramed.MessageBytes}", $"{outer.ResponseFramed.MessageBytes}"),
            ($"{inner.RequestFramed.MessageBytes}", $"{inner.ResponseFramed.MessageBytes}"));
    }

    private static void AssertCounted(ReceivedExchange seen, string received, bool isCompressed)
    {
        Assert.Equal(("CONNECT", "websocket", "/ws", 200), (seen.Method, seen.Asked, seen.Target, seen.Status));
        Assert.Equal((HttpProtocol.Http2, Anomalies.None), (seen.Protocol, seen.Anomalies));
        (FramedContent request, FramedContent response) = (seen.RequestFramed, seen.ResponseFramed);
        Assert.Equal((ContentFraming.WebSocket, ContentFraming.WebSocket), (request.Framing, response.Framing));
        Assert.Equal(((ulong)Messages, (ulong)Messages), (request.Messages, response.Messages));
        Assert.Equal((1ul, 1ul), (request.Frames.Of(FrameOpcode.Close), response.Frames.Of(FrameOpcode.Close)));
        Assert.Equal((ulong)Messages, response.Frames.Of(FrameOpcode.Continuation));
        Assert.Equal(isCompressed, seen.ResponseFields.Contains("permessage-deflate", StringComparison.OrdinalIgnoreCase));
        if (!isCompressed)
        {
            Assert.Equal((received, received), ($"{request.Messages}/{request.MessageBytes}", $"{response.Messages}/{response.MessageBytes}"));
        }
    }

    /// <summary>Sends a message after the other, each when the answer to the one before is there.</summary>
    private static async Task TalkAsync(HttpClient client, bool isCompressed)
    {
        using var socket = new ClientWebSocket();
        (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (new Version(2, 0), HttpVersionPolicy.RequestVersionExact);
        socket.Options.DangerousDeflateOptions = isCompressed ? new WebSocketDeflateOptions() : null;
        await socket.ConnectAsync(new UriBuilder(WebPeer.Address) { Scheme = "ws", Path = "/ws" }.Uri, client, CancellationToken.None);
        byte[] buffer = new byte[1024];
        for (int number = 0; number < Messages; number++)
        {
            byte[] message = Encoding.ASCII.GetBytes(MessageOf(number, "hunter2"));
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            int held = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(held), CancellationToken.None);
                held += part.Count;
            }
            while (!part.EndOfMessage);

            Assert.Equal(message, buffer[..held]);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
    }

    private static string MessageOf(int number, string password) => $"{{\"number\":{number},\"password\":\"{password}\"}}";
}
