using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;
using PodMirror.TestKit;

namespace PodMirror.Protocols.Tests.Framed;

/// <summary>Counting the messages of contents allocates nothing once there is a tally for each that is under way.</summary>
public sealed class FramedAllocationTests
{
    private const int Connections = 60;

    [Fact]
    public void WebSockets_one_after_the_other_allocate_nothing()
    {
        byte[] asked = System.Text.Encoding.ASCII.GetBytes(WebSocketSide.Asked);
        byte[] granted = System.Text.Encoding.ASCII.GetBytes(WebSocketSide.Granted);
        byte[] text = WebSocketSide.Client.Text(new string('x', 500));
        byte[] answer = WebSocketSide.Server.Text(new string('y', 5000));
        AssertAllocatesNothing(40, isn =>
        {
            Conversation conversation = new Conversation(isn).Client(asked).Server(granted);
            for (int i = 0; i < 20; i++)
            {
                conversation.Client(text).Server(answer);
            }

            return conversation.Client(WebSocketSide.Client.Close()).Server(WebSocketSide.Server.Close()).Close();
        });
    }

    [Fact]
    public void Streams_of_events_and_of_gRPC_allocate_nothing()
    {
        AssertAllocatesNothing(20, isn =>
        {
            Conversation conversation = new Conversation(isn).Client("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n")
                .Server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
            for (int i = 0; i < 20; i++)
            {
                conversation.Server("data: tick\n\n");
            }

            return conversation.Close();
        });
        AssertAllocatesNothing(41, isn =>
        {
            (Http2Side client, Http2Side server) = (new Http2Side(1), new Http2Side(2));
            Conversation conversation = new Conversation(isn).Client(Http2Side.Hello)
                .Client(client.Headers(1, false, ":method: POST", ":scheme: http", ":path: /a", "content-type: application/grpc"))
                .Client(Http2Side.Data(1, "\0\0\0\0\u0003abc", end: true)).Server(server.Answer(1, 200, false, "content-type: application/grpc"));
            for (int i = 0; i < 40; i++)
            {
                conversation.Server(Http2Side.Data(1, "\0\0\0\0\u0003abc"));
            }

            return conversation.Server(server.Headers(1, true, "grpc-status: 0")).Close();
        });
    }

    /// <summary>Takes the same conversation on one connection after the other, each between the same ends.</summary>
    private static void AssertAllocatesNothing(ulong messages, Func<uint, Conversation> make)
    {
        var ledger = new MirrorLedger();
        var sink = new CountingSink(ledger);
        var pipeline = new FlowPipeline(new PipelineOptions { Mode = CaptureMode.IngressAndEgress }, ledger, sink);
        Segment[][] connections = [.. Enumerable.Range(1, Connections).Select(number => make((uint)number << 20).Segments.ToArray())];
        int next = Connections / 3;
        int round = (Connections - next) / Allocation.Rounds;
        Feed(pipeline, connections.AsSpan(0, next));
        long allocated = Allocation.Least(() =>
        {
            Feed(pipeline, connections.AsSpan(next, round));
            next += round;
        });

        Assert.Equal(0, allocated);
        Assert.Null(ledger.FirstImbalance());
        Assert.Equal(messages * (ulong)next, sink.Messages);
    }

    private static void Feed(FlowPipeline pipeline, ReadOnlySpan<Segment[]> connections)
    {
        foreach (Segment[] segments in connections)
        {
            foreach (Segment segment in segments)
            {
                TcpSegment tcp = segment.ToTcp();
                pipeline.OnSegment(in tcp);
            }
        }
    }
}
