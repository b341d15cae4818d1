using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests.Framed;

/// <summary>Exchanges whose contents are cut into messages of their own, as the heads say.</summary>
public sealed class FramedExchangeTests
{
    private const string Message = "\0\0\0\0\u0003abc";

    [Theory]
    [InlineData("application/grpc", "Grpc 2/6/3 @0 @8")]
    [InlineData("application/grpc+proto", "Grpc 2/6/3 @0 @8")]
    [InlineData("Application/GRPC; charset=x", "Grpc 2/6/3 @0 @8")]
    [InlineData("application/grpc-web+proto", "Grpc 2/6/3 @0 @8")]
    [InlineData("application/grpc-web", "Grpc 2/6/3 @0 @8")]
    [InlineData("application/grpcs", "")]
    [InlineData("application/json", "")]
    [InlineData("text/event-stream", "EventStream 0/0/0")]
    [InlineData("text/event-streams", "")]
    [InlineData("application/grpc\r\nContent-Encoding: identity", "Grpc 2/6/3 @0 @8")]
    [InlineData("application/grpc\r\nContent-Encoding: gzip", "")]
    public void The_type_of_a_content_says_what_is_counted(string type, string expected)
    {
        Rig rig = Rig.Run(new Conversation { Mss = 3 }.Client("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n")
            .Server($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n").Server($"a\r\n{Message}\0\0\r\n")
            .Server("6\r\n\0\0\u0003def\r\n0\r\n\r\n").Close().Segments);

        Assert.Equal(("", expected), (Assert.Single(rig.Exchanges).RequestFramed, rig.Exchanges[0].ResponseFramed));
    }

    [Fact]
    public void Both_sides_of_a_stream_of_HTTP_2_are_counted_and_beyond_what_is_kept()
    {
        var client = new Http2Side(1);
        var server = new Http2Side(2);
        Conversation conversation = new Conversation { Mss = 11 }.Client(Http2Side.Hello)
            .Client(client.Headers(1, false, ":method: POST", ":scheme: http", ":path: /a.B/C", "content-type: application/grpc", "te: trailers"));
        for (int i = 0; i < 50; i++)
        {
            conversation.Client(Http2Side.Data(1, Message)).Server(i == 0 ? server.Answer(1, 200, false, "content-type: application/grpc") : [])
                .Server(Http2Side.Data(1, Message + Message));
        }

        conversation.Client(Http2Side.Data(1, "", end: true)).Server(server.Headers(1, true, "grpc-status: 0"));
        Rig rig = Rig.Run(conversation.Close().Segments, new PipelineOptions { Mode = CaptureMode.IngressAndEgress, MaxBodyBytes = 20 });

        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal(("Grpc 50/150/3 @0 @8 @16", "Grpc 100/300/3 @0 @8 @16"), (seen.RequestFramed, seen.ResponseFramed));
        Assert.Equal(Anomalies.RequestBodyTruncated | Anomalies.ResponseBodyTruncated, seen.Anomalies);
        Assert.Equal((400, 800), (seen.RequestBytes, seen.ResponseBytes));
    }

    [Fact]
    public void A_prefix_that_cannot_be_is_told_and_counted()
    {
        Rig rig = Rig.Run(new Conversation()
            .Client("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc-web\r\nContent-Length: 4\r\n\r\n{\"a\"")
            .Server("HTTP/1.1 204 No\r\n\r\n").Close().Segments);

        Assert.Equal((Anomalies.FrameInvalid, "Grpc 0/0/0"), (rig.Exchanges[0].Anomalies, rig.Exchanges[0].RequestFramed));
        Assert.Equal(1, rig.Ledger[MirrorCounter.FramesInvalid]);
    }

    [Fact]
    public void A_loss_inside_a_message_leaves_the_counts_exact()
    {
        List<Segment> segments = new Conversation { Mss = 10 }.Client("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n")
            .Server("HTTP/1.1 200 OK\r\nContent-Type: application/grpc\r\nContent-Length: 58\r\n\r\n")
            .Server("\0\0\0\0\u0030" + new string('a', 48) + "\0\0\0\0\0").Close().Segments;
        segments.RemoveAt(segments.FindLastIndex(segment => segment.Payload.Length == 10) - 1);

        Seen seen = Assert.Single(Rig.Run(segments).Exchanges);
        Assert.Equal(("Grpc 2/48/48 @0", Anomalies.ResponseGap, 58L), (seen.ResponseFramed, seen.Anomalies, seen.ResponseBytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_of_events_is_one_exchange_at_the_time_limit_and_the_rest_is_passed_over(bool isHttp2)
    {
        var server = new Http2Side(2);
        Conversation conversation = new() { StepNs = 30_000_000_000 };
        _ = isHttp2 ? conversation.Client(Http2Side.Hello).Client(new Http2Side(1).Get(1, "/1"))
            .Server(server.Answer(1, 200, false, "content-type: text/event-stream"))
            : conversation.Client("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
        for (int i = 0; i < 20; i++)
        {
            const string Event = "id: 1\ndata: tick\n\n";
            _ = isHttp2 ? conversation.Server(Http2Side.Data(1, Event, end: i == 19)) : conversation.Server(Event);
        }

        Seen seen = Assert.Single(Rig.Run(conversation.Close().Segments).Exchanges);
        Assert.StartsWith("EventStream 9/36/4 @0 @18", seen.ResponseFramed, StringComparison.Ordinal);
        Assert.Equal((Anomalies.TimeLimit, "/1"), (seen.Anomalies, seen.Target));
    }

    [Fact]
    public void A_stream_of_events_that_ends_with_its_connection_is_one_exchange()
    {
        Rig rig = Rig.Run(new Conversation { Mss = 5 }.Client("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n")
            .Server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\ndata: 1\n\ndata: 22\n\n").Close().Segments);

        Assert.Equal(("EventStream 2/3/2 @9 @18", Anomalies.None), (rig.Exchanges[0].ResponseFramed, rig.Exchanges[0].Anomalies));
    }
}
