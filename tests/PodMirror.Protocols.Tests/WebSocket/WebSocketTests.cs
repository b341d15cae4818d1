using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.WebSocket;

/// <summary>Connections that were upgraded to WebSocket.</summary>
public sealed class WebSocketTests
{
    private static readonly PipelineOptions Small = new() { Mode = CaptureMode.IngressAndEgress, MaxBodyBytes = 16 };

    private static WebSocketSide Client => WebSocketSide.Client;

    private static WebSocketSide Server => WebSocketSide.Server;

    private static Conversation Upgraded => new Conversation { Mss = 9 }.Client(WebSocketSide.Asked).Server(WebSocketSide.Granted);

    [Fact]
    public void It_is_one_exchange_with_the_frames_of_both_sides_as_its_bodies()
    {
        Rig rig = Rig.Run(Upgraded.Client(Client.Text("hello")).Server(Server.Text("hi")).Server(Server.Frame(0x89, []))
            .Client(Client.Frame(0x8A, [])).Client(Client.Close()).Server(Server.Close()).Close().Segments);

        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal(("GET", "/ws", 101, Anomalies.None), (seen.Method, seen.Target, seen.Status, seen.Anomalies));
        Assert.Equal("WebSocket 1/5/5 (0 1 0 1 0 1 0) @0", seen.RequestFramed);
        Assert.Equal("WebSocket 1/2/2 (0 1 0 1 1 0 0) @0", seen.ResponseFramed);
        Assert.Equal("\u0081\u0002hi\u0089\0\u0088\u0002\u0003\u00E8", seen.ResponseBody);
        Assert.Equal((25, 10), (seen.RequestBytes, seen.ResponseBytes));
        Assert.Equal((1, 35), (rig.Ledger[MirrorCounter.FlowsWebSocket], rig.Ledger[MirrorCounter.BytesWebSocket]));
        Assert.Equal(0, rig.Ledger[MirrorCounter.FramesInvalid]);
    }

    [Fact]
    public void It_ends_with_the_second_close_frame_and_what_follows_is_only_counted()
    {
        var rig = new Rig();
        Conversation conversation = Upgraded.Client(Client.Close()).Server(Server.Close()).Server("more").Client("more");
        conversation.Segments.ForEach(segment => rig.Take(segment));

        Assert.Equal((8, 4), (Assert.Single(rig.Exchanges).RequestBytes, rig.Exchanges[0].ResponseBytes));
        rig.Finish();
        Assert.Single(rig.Exchanges);
        Assert.Equal(20, rig.Ledger[MirrorCounter.BytesWebSocket]);
    }

    [Theory]
    [InlineData(4, Anomalies.ResponseBodyTruncated)]
    [InlineData(3, Anomalies.None)]
    public void What_stands_behind_a_close_frame_is_no_part_of_the_body(int text, Anomalies expected)
    {
        byte[] sent = [.. Server.Text(new string('x', 7 + text)), .. Server.Close(), .. Server.Text("late")];
        foreach (int mss in (int[])[1, 17, 1000])
        {
            Conversation conversation = Upgraded;
            conversation.Mss = mss;
            Rig rig = Rig.Run(conversation.Server(sent).Client(Client.Close()).Close().Segments, Small);

            Seen seen = Assert.Single(rig.Exchanges);
            Assert.Equal((expected, text + 13L, 16), (seen.Anomalies, seen.ResponseBytes, seen.ResponseBody.Length));
        }
    }

    [Theory]
    [InlineData("FIN", Anomalies.None)]
    [InlineData("RST", Anomalies.ConnectionReset | Anomalies.RequestIncomplete | Anomalies.ResponseIncomplete)]
    [InlineData("nothing", Anomalies.RequestIncomplete | Anomalies.ResponseIncomplete)]
    [InlineData("FIN inside a frame", Anomalies.ResponseIncomplete)]
    [InlineData("FIN inside a message", Anomalies.ResponseIncomplete)]
    public void It_ends_with_its_flow_and_says_what_was_cut(string how, Anomalies expected)
    {
        Conversation conversation = Upgraded.Client(Client.Text("hello")).Server(Server.Text("hi"));
        conversation = how switch
        {
            "FIN" => conversation.Close(),
            "RST" => conversation.Reset(fromClient: false),
            "FIN inside a frame" => conversation.Server([0x81, 0x05, 0x41]).Close(),
            "FIN inside a message" => conversation.Server(Server.Frame(0x01, [0x41])).Close(),
            _ => conversation,
        };

        Seen seen = Assert.Single(Rig.Run(conversation.Segments).Exchanges);
        Assert.Equal((expected, "WebSocket 1/5/5 (0 1 0 0 0 0 0) @0"), (seen.Anomalies, seen.RequestFramed));
    }

    [Fact]
    public void It_is_given_out_at_the_time_limit_and_once()
    {
        Conversation conversation = new Conversation { StepNs = 20_000_000_000 }.Client(WebSocketSide.Asked).Server(WebSocketSide.Granted);
        for (int i = 0; i < 40; i++)
        {
            conversation.Server(Server.Text("tick"));
        }

        Rig rig = Rig.Run(conversation.Client(Client.Close()).Server(Server.Close()).Close().Segments);

        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal((Anomalies.TimeLimit, "WebSocket 0/0/0"), (seen.Anomalies, seen.RequestFramed));
        Assert.StartsWith("WebSocket 14/56/4 (0 14 0 0 0 0 0) @0 @6", seen.ResponseFramed, StringComparison.Ordinal);
        Assert.Equal((40 * 6) + 4 + 8, rig.Ledger[MirrorCounter.BytesWebSocket]);
    }

    [Fact]
    public void A_flow_that_falls_silent_gives_it_out()
    {
        var rig = new Rig();
        Conversation conversation = Upgraded.Client(Client.Text("hello"));
        conversation.Segments.ForEach(segment => rig.Take(segment));
        rig.Pipeline.OnTime(conversation.NowNs + 1_000_000_000_000);

        Assert.Equal("GET /ws", $"{Assert.Single(rig.Exchanges).Method} {rig.Exchanges[0].Target}");
        rig.Finish();
    }

    [Fact]
    public void Messages_beyond_what_is_kept_are_counted_and_marked_only_where_they_begin_in_it()
    {
        Conversation conversation = Upgraded;
        for (int i = 0; i < 100; i++)
        {
            conversation.Server(Server.Text("0123456789"));
        }

        Seen seen = Assert.Single(Rig.Run(conversation.Close().Segments, Small).Exchanges);
        Assert.Equal("WebSocket 100/1000/10 (0 100 0 0 0 0 0) @0 @12", seen.ResponseFramed);
        Assert.Equal((Anomalies.ResponseBodyTruncated, 1200, 16), (seen.Anomalies, seen.ResponseBytes, seen.ResponseBody.Length));
    }

    [Theory]
    [InlineData("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 2\r\nUpgrade: websocket\r\n\r\nno")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno")]
    public void A_refused_upgrade_is_ordinary_HTTP(string refusal)
    {
        Rig rig = Rig.Run(new Conversation().Client(WebSocketSide.Asked).Server(refusal).Client(Numbered.Get(2)).Server(Numbered.Ok(2))
            .Close().Segments);

        Assert.Equal(["/ws", "/2"], rig.Exchanges.Select(seen => seen.Target));
        Assert.Equal(("", 0), (rig.Exchanges[0].RequestFramed, rig.Ledger[MirrorCounter.FlowsWebSocket]));
    }

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Origin: draft 76 had no accept\r\n\r\n")]
    public void An_upgrade_to_something_else_is_not_read(string granted)
    {
        Rig rig = Rig.Run(new Conversation().Client(WebSocketSide.Asked).Server(granted).Client("abc").Server("defg").Close().Segments);

        Assert.Equal("GET /ws > 101", rig.Lines);
        Assert.Equal((7, 0), (rig.Ledger[MirrorCounter.BytesOpaqueUpgraded], rig.Ledger[MirrorCounter.BytesWebSocket]));
    }

    [Fact]
    public void The_exchange_is_numbered_behind_those_that_its_connection_had_before()
    {
        Rig rig = Rig.Run(new Conversation().Client(Numbered.Get(1)).Server(Numbered.Ok(1)).Client(WebSocketSide.Asked)
            .Server(WebSocketSide.Granted).Client(Client.Text("x")).Close().Segments);

        Assert.Equal([("/1", 0u), ("/ws", 1u)], rig.Exchanges.Select(seen => (seen.Target!, seen.Ordinal)));
    }

    [Fact]
    public void Frames_that_come_in_the_segment_of_the_upgrade_are_read()
    {
        byte[] granted = System.Text.Encoding.ASCII.GetBytes(WebSocketSide.Granted);
        Rig rig = Rig.Run(new Conversation().Client(WebSocketSide.Asked).Server([.. granted, .. Server.Text("first")]).Close().Segments);

        Assert.Equal("WebSocket 1/5/5 (0 1 0 0 0 0 0) @0", Assert.Single(rig.Exchanges).ResponseFramed);
    }

    [Fact]
    public void Without_its_request_the_response_and_its_frames_are_given_out()
    {
        Rig rig = Rig.Run(new Conversation(handshake: false).Server(WebSocketSide.Granted).Client(Client.Text("a")).Server(Server.Text("b"))
            .Server(Server.Close()).Close().Segments);

        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal((Anomalies.RequestMissing, "WebSocket 1/1/1 (0 1 0 1 0 0 0) @0"), (seen.Anomalies, seen.ResponseFramed));
        Assert.Equal(14, rig.Ledger[MirrorCounter.BytesWebSocket]);
    }

    [Theory]
    [InlineData(true, "WebSocket 2/42/40 (0 2 0 0 0 0 0) @0")]
    [InlineData(false, "WebSocket 0/0/0")]
    public void A_loss_inside_a_payload_is_exact_and_any_other_stops_that_direction(bool isInside, string expected)
    {
        Conversation conversation = Upgraded;
        int first = conversation.Segments.Count;
        conversation.Server(Server.Text(new string('x', 40))).Server(Server.Text("hi")).Client(Client.Text("a"));
        conversation.Segments.RemoveAt(first + (isInside ? 2 : 0));

        Seen seen = Assert.Single(Rig.Run(conversation.Close().Segments).Exchanges);
        Assert.Equal((Anomalies.ResponseGap, expected), (seen.Anomalies, seen.ResponseFramed));
        Assert.Equal(("WebSocket 1/1/1 (0 1 0 0 0 0 0) @0", 46L), (seen.RequestFramed, seen.ResponseBytes));
    }

    [Fact]
    public void Faulty_frames_are_told_and_counted_each()
    {
        Rig rig = Rig.Run(Upgraded.Client(Server.Text("unmasked")).Client(Client.Frame(0x83, [])).Client(Client.Text("a")).Close().Segments);

        Assert.Equal((Anomalies.FrameInvalid, 2L), (Assert.Single(rig.Exchanges).Anomalies, rig.Ledger[MirrorCounter.FramesInvalid]));
        Assert.StartsWith("WebSocket 2/9/8 (0 2 0 0 0 0 1)", rig.Exchanges[0].RequestFramed, StringComparison.Ordinal);
    }
}
