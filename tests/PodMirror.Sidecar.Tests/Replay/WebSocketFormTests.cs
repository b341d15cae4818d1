using System.Text.Json;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;
using PodMirror.TestKit;

namespace PodMirror.Sidecar.Tests.Replay;

/// <summary>What replay tells of messages inside bodies.</summary>
public sealed class WebSocketFormTests : IDisposable
{
    private const string Handshake =
        "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private const string Switched =
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    // Masked with zeros, which leaves the payload as it is.
    private const string Question = "\u0081\u008d\0\0\0\0password=ab\nc";
    private const string Answer = "\u0081\u0007{\"a\":1}";
    private const string Binary = "\u0082\u0003\0\u0001\u0002";
    private const string Ping = "\u0089\0";
    private const string Bye = "\u0088\u0085\0\0\0\0\u0003\u00e8bye";
    private const string ByeToo = "\u0088\u0002\u0003\u00e9";

    private readonly ReplayRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Text_tells_frames_by_direction_and_messages_when_bodies_are_asked_for()
    {
        string capture = _rig.File("ws.pcap", Socket());

        _rig.Run(new ReplayOptions { Files = [capture] });
        Assert.Contains("GET a/chat  [sent 1 text, 1 close; received 1 text, 1 binary, 1 close, 1 ping]\n", _rig.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("{\"a\":1}", _rig.Output, StringComparison.Ordinal);

        _rig.Run(new ReplayOptions { Files = [capture], Verbose = true });
        const string expected = """
                > 22:13:20.004000 text, 13 bytes
                > password=REDACTED
                > c
                < 22:13:20.005000 text, 7 bytes
                < {"a":1}
                < 22:13:20.005000 binary, 3 bytes
                > (closed with 1000 bye)
                < (closed with 1001)

            """;
        Assert.EndsWith(expected, _rig.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_tells_frames_and_messages()
    {
        _rig.RunJson(_rig.File("ws.pcap", Socket()));

        JsonElement exchange = Assert.Single(_rig.Objects);
        const string counted = """
            {"framing":"websocket","messages":1,"message_bytes":13,"largest_message_bytes":13,
            "frames":{"continuation":0,"text":1,"binary":0,"close":1,"ping":0,"pong":0,"unknown":0}}
            """;
        Assert.Equal(OneLine(counted), exchange.GetProperty("request").GetProperty("framed").GetRawText());
        const string expected = """
            {"messages":[
            {"time":"2023-11-14T22:13:20.004000001Z","from":"client","opcode":"text","body_bytes":13,
            "body":"password=REDACTED\nc","body_encoding":"text","truncated":false,"undecodable":false},
            {"time":"2023-11-14T22:13:20.005000001Z","from":"server","opcode":"text","body_bytes":7,
            "body":"{\"a\":1}","body_encoding":"text","truncated":false,"undecodable":false},
            {"time":"2023-11-14T22:13:20.005000001Z","from":"server","opcode":"binary","body_bytes":3,
            "body":null,"body_encoding":null,"truncated":false,"undecodable":false}],
            "client_close":{"code":1000,"reason":"bye"},"server_close":{"code":1001,"reason":""}}
            """;
        Assert.Equal(OneLine(expected), exchange.GetProperty("websocket").GetRawText());
        Assert.Equal(JsonValueKind.Null, exchange.GetProperty("request").GetProperty("body").ValueKind);
    }

    [Fact]
    public void Messages_beyond_those_with_a_time_are_counted()
    {
        string many = string.Concat(Enumerable.Repeat(Answer, 100));
        byte[] capture = Capture().Segment(false, 40_000, 5001 + (uint)Switched.Length, 1001, Headers.Ack, many).ToArray();

        _rig.Run(new ReplayOptions { Files = [_rig.File("ws.pcap", capture)], Verbose = true });

        Assert.Contains("received 100 text]", _rig.Output, StringComparison.Ordinal);
        Assert.Equal(FramedMarks.MaxCount, _rig.Output.Split(" text, 7 bytes").Length - 1);
        Assert.EndsWith($"    ({100 - FramedMarks.MaxCount} more messages)\n", _rig.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_of_a_stream_are_counted()
    {
        const string response = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 20\r\n\r\ndata: 1\n\ndata: 22\n\n";
        byte[] capture = new HttpCapture().Connection(40_000, "GET /e HTTP/1.1\r\nHost: a\r\n\r\n", response).ToArray();
        string file = _rig.File("sse.pcap", capture);

        _rig.Run(new ReplayOptions { Files = [file] });
        Assert.Contains("GET a/e  [received 2 events]", _rig.Output, StringComparison.Ordinal);
        _rig.RunJson(file);
        string counted = _rig.Objects[0].GetProperty("response").GetProperty("framed").GetRawText();
        Assert.StartsWith("{\"framing\":\"event_stream\",\"messages\":2,", counted, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_of_gRPC_are_counted_by_direction()
    {
        ExchangeRecord exchange = default;
        exchange.Request = new MessageView { IsPresent = true, Method = "POST"u8, Target = "/s.S/M"u8, Framed = Calls(ContentFraming.Grpc, 1) };
        exchange.Response = new MessageView { IsPresent = true, Status = 200, Framed = Calls(ContentFraming.GrpcWebText, 20) };
        const string counted = "\"framed\":{\"framing\":\"grpc\",\"messages\":1,\"message_bytes\":9,\"largest_message_bytes\":5}}";

        string text = OutputText.Of(exchange, static (output, contents) => new TextFormatter(output, contents, new TextStyle(false), null));
        string json = OutputText.Of(exchange, static (output, contents) => new JsonFormatter(output, contents));

        Assert.EndsWith("POST /s.S/M  [sent 1 message; received 20 messages]\n", text, StringComparison.Ordinal);
        Assert.Contains(counted, json, StringComparison.Ordinal);
        Assert.Contains("\"framed\":{\"framing\":\"grpc_web_text\",\"messages\":20,", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_conversation_is_told_in_its_order()
    {
        const string relative = "captures/arkime__arkime/tests/pcap/websocket.pcap";
        string? capture = TestData.Find(relative);
        Assert.SkipWhen(capture is null, TestData.SkipReason(relative));

        _rig.RunJson(capture);

        string[] told =
        [
            .. _rig.Objects[0].GetProperty("websocket").GetProperty("messages").EnumerateArray()
                .Select(message => $"{message.GetProperty("from").GetString()} {message.GetProperty("body").GetString()}"),
        ];
        Assert.Equal("client test message", told[1]);
        Assert.Equal("client hello websocket", told[3]);
        Assert.Equal(["server", "client", "server", "client", "server"], told.Select(static one => one.Split(' ')[0]));
    }

    private static string OneLine(string text) => text.Replace("\n", "", StringComparison.Ordinal);

    private static FramedContent Calls(ContentFraming framing, ulong messages) =>
        new() { Framing = framing, Messages = messages, MessageBytes = 9, LargestMessageBytes = 5 };

    // From SYN to the answer that switches; a millisecond between packets.
    private static HttpCapture Capture() => new HttpCapture()
        .Segment(true, 40_000, 1000, 0, Headers.Syn, "")
        .Segment(false, 40_000, 5000, 1001, Headers.Syn | Headers.Ack, "")
        .Segment(true, 40_000, 1001, 5001, Headers.Ack, Handshake)
        .Segment(false, 40_000, 5001, 1001 + (uint)Handshake.Length, Headers.Ack, Switched);

    private static byte[] Socket()
    {
        uint client = 1001 + (uint)Handshake.Length;
        uint server = 5001 + (uint)Switched.Length;
        return Capture()
            .Segment(true, 40_000, client, server, Headers.Ack, Question)
            .Segment(false, 40_000, server, client, Headers.Ack, Answer + Binary + Ping)
            .Segment(true, 40_000, client + (uint)Question.Length, server, Headers.Ack, Bye)
            .Segment(false, 40_000, server + (uint)(Answer + Binary + Ping).Length, client, Headers.Ack, ByeToo)
            .ToArray();
    }
}
