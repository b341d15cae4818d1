using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;
using PodMirror.TestKit;

namespace PodMirror.Protocols.Tests.Http2;

public sealed class Http2AllocationTests
{
    private const int ExchangesARound = 300;
    private const int WarmUp = 900;

    [Fact]
    public void Streams_that_interleave_with_trailers_and_a_table_that_turns_over_allocate_nothing_once_warm()
    {
        var ledger = new MirrorLedger();
        var sink = new Counter();
        var pipeline = new FlowPipeline(new PipelineOptions { Mode = CaptureMode.IngressAndEgress }, ledger, sink);
        Segment[] segments = [.. Calls(WarmUp + (ExchangesARound * Allocation.Rounds)).Segments];
        int next = 0;
        Take(WarmUp);

        long allocated = Allocation.Least(() => Take(ExchangesARound));

        Assert.Equal(0, allocated);
        Assert.Equal(WarmUp + (ExchangesARound * Allocation.Rounds), sink.Whole);

        void Take(int exchanges)
        {
            for (long until = sink.Exchanges + exchanges; sink.Exchanges < until;)
            {
                pipeline.OnSegment(segments[next++].ToTcp());
            }
        }
    }

    /// <summary>Calls of three streams at once, with a number in a field, and a table whose fields are told anew all the time.</summary>
    private static Conversation Calls(int calls)
    {
        var conversation = new Conversation { StepNs = 1000 };
        (Http2Side client, Http2Side server) = (new Http2Side(1), new Http2Side(2));
        conversation.Client(Http2Side.Hello).Server(Http2Side.Settings);
        for (int i = 0; i < calls; i += 3)
        {
            uint[] streams = [(uint)(2 * i) + 1, (uint)(2 * i) + 3, (uint)(2 * i) + 5];
            conversation.Client([.. streams.SelectMany(stream => client.Headers(
                stream, false, ":method: POST", ":scheme: http", $":path: /items/{stream % 7}", $"traceparent: 00-{stream:x32}-{stream:x16}-01"))]);
            conversation.Client([.. streams.SelectMany(stream => Http2Side.Data(stream, new string('u', 300), end: true))]);
            conversation.Server([.. streams.Reverse().SelectMany(stream => server.Answer(stream, 200, false, $"x-request-id: {stream}"))]);
            conversation.Server([.. streams.SelectMany(stream => (byte[])
                [.. Http2Side.Data(stream, new string('d', 700)), .. server.Headers(stream, true, "grpc-status: 0", $"x-took: {stream}")])]);
        }

        return conversation;
    }

    private sealed class Counter : IExchangeSink
    {
        public long Exchanges { get; private set; }

        public long Whole { get; private set; }

        public void OnExchange(in ExchangeRecord exchange)
        {
            Exchanges++;
            bool isWhole = exchange.Header.Anomalies == Anomalies.None && exchange.Response.Status == 200 && !exchange.Response.Trailers.IsEmpty;
            Whole += isWhole ? 1 : 0;
        }
    }
}
