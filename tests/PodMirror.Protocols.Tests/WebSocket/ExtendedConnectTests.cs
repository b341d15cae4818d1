using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.WebSocket;

/// <summary>WebSocket in a stream of HTTP/2 (RFC 8441).</summary>
public sealed class ExtendedConnectTests
{
    private static readonly string[] Asked = [":method: CONNECT", ":protocol: websocket", ":scheme: http", ":path: /ws", ":authority: shop"];

    [Fact]
    public void The_data_of_both_sides_are_frames()
    {
        (Http2Side client, Http2Side server) = (new Http2Side(1), new Http2Side(2));
        Rig rig = Rig.Run(new Conversation { Mss = 7 }.Client(Http2Side.Hello).Client(client.Headers(1, false, Asked))
            .Server(server.Answer(1, 200, false)).Client(DataOf(WebSocketSide.Client.Text("hello"))).Server(DataOf(WebSocketSide.Server.Text("hi")))
            .Client(DataOf(WebSocketSide.Client.Close(), end: true)).Server(DataOf(WebSocketSide.Server.Close(), end: true)).Close().Segments);

        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal(("CONNECT", "/ws", 200, Anomalies.None, "websocket"), (seen.Method, seen.Target, seen.Status, seen.Anomalies, seen.Asked));
        Assert.Equal("WebSocket 1/5/5 (0 1 0 1 0 0 0) @0", seen.RequestFramed);
        Assert.Equal("WebSocket 1/2/2 (0 1 0 1 0 0 0) @0", seen.ResponseFramed);
    }

    [Theory]
    [InlineData(true, true, true, 8, Anomalies.None)]
    [InlineData(false, true, true, 0, Anomalies.None)]
    [InlineData(false, true, true, 8, Anomalies.None)]
    [InlineData(true, true, false, 8, Anomalies.StreamReset | Anomalies.ResponseIncomplete)]
    [InlineData(true, false, true, 8, Anomalies.StreamReset | Anomalies.RequestIncomplete)]
    [InlineData(false, false, true, 0, Anomalies.StreamReset | Anomalies.RequestIncomplete)]
    public void A_stream_that_is_reset_behind_both_close_frames_is_whole(
        bool isResetByClient, bool clientCloses, bool serverCloses, byte error, Anomalies expected)
    {
        (Http2Side client, Http2Side server) = (new Http2Side(1), new Http2Side(2));
        Conversation talk = new Conversation().Client(Http2Side.Hello).Client(client.Headers(1, false, Asked)).Server(server.Answer(1, 200, false))
            .Client(DataOf(clientCloses ? WebSocketSide.Client.Close() : WebSocketSide.Client.Text("hello")))
            .Server(DataOf(serverCloses ? WebSocketSide.Server.Close() : WebSocketSide.Server.Text("hello")));
        byte[] reset = Http2Side.Reset(1, error);
        Rig rig = Rig.Run((isResetByClient ? talk.Client(reset) : talk.Server(reset)).Close().Segments);

        Assert.Equal(expected, Assert.Single(rig.Exchanges).Anomalies);
    }

    [Fact]
    public void A_close_frame_ends_the_request_where_the_server_ends_the_stream()
    {
        (Http2Side client, Http2Side server) = (new Http2Side(1), new Http2Side(2));
        Rig rig = Rig.Run(new Conversation().Client(Http2Side.Hello).Client(client.Headers(1, false, Asked)).Server(server.Answer(1, 200, false))
            .Client(DataOf(WebSocketSide.Client.Close())).Server(DataOf(WebSocketSide.Server.Close(), end: true)).Server(Http2Side.Reset(1, 0))
            .Close().Segments);

        Assert.Equal(Anomalies.None, Assert.Single(rig.Exchanges).Anomalies);
    }

    [Fact]
    public void A_refused_one_is_no_WebSocket()
    {
        (Http2Side client, Http2Side server) = (new Http2Side(1), new Http2Side(2));
        Rig rig = Rig.Run(new Conversation().Client(Http2Side.Hello).Client(client.Headers(1, false, Asked))
            .Server(server.Answer(1, 403, false)).Server(Http2Side.Data(1, "no", end: true)).Client(Http2Side.Data(1, "", end: true))
            .Close().Segments);

        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal((403, "", "", "websocket"), (seen.Status, seen.RequestFramed, seen.ResponseFramed, seen.Asked));
    }

    [Theory]
    [InlineData(":method: CONNECT", ":authority: shop:443", "")]
    [InlineData(":method: CONNECT", ":protocol: connect-udp", "connect-udp")]
    public void Another_protocol_and_a_plain_tunnel_stay_one_content(string method, string second, string asked)
    {
        (Http2Side client, Http2Side server) = (new Http2Side(1), new Http2Side(2));
        Rig rig = Rig.Run(new Conversation().Client(Http2Side.Hello).Client(client.Headers(1, false, method, second))
            .Server(server.Answer(1, 200, false)).Client(Http2Side.Data(1, "abc", end: true))
            .Server(Http2Side.Data(1, "de", end: true)).Close().Segments);

        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal((asked, "", "", "abc", "de"), (seen.Asked, seen.RequestFramed, seen.ResponseFramed, seen.RequestBody, seen.ResponseBody));
    }

    [Fact]
    public void A_protocol_of_any_length_is_kept_to_255_bytes()
    {
        string protocol = new('p', 1000);
        Rig rig = Rig.Run(new Conversation().Client(Http2Side.Hello)
            .Client(new Http2Side(1).Headers(1, true, ":method: CONNECT", ":protocol: " + protocol)).Close().Segments);

        Assert.Equal((protocol[..255], true), (Assert.Single(rig.Exchanges).Asked, rig.Exchanges[0].Anomalies.HasFlag(Anomalies.HeadTruncated)));
    }

    private static byte[] DataOf(byte[] bytes, bool end = false) => Http2Side.Frame(0, end ? (byte)1 : (byte)0, 1, bytes);
}
