using PodMirror.Exchange;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

/// <summary>Whatever a body asks for, its span is written, says what is missing, and cost no more than another's.</summary>
public sealed class DecompressionBombTests
{
    private const string Truncated = "response_body_truncated";
    private const string Undecodable = "response_body_undecodable";
    private const string Whole = "";

    // The handles of the library's decoder of br, 64 bytes each, which are made anew for each body and each message of gRPC.
    private const int MaxAllocatedBytes = 80 * (DecodeBudget.MaxSteps / DecodeBudget.DecoderSteps);

    // What a writer keeps from then on: its buffers, each as long as the most that a body may be, most of them several times.
    private const int MaxKeptBytes = 16 * 1024 * 1024;

    private static readonly byte[] Empty = [];

    private static readonly Dictionary<string, (Func<Bomb> Make, string Outcome)> Bombs = new()
    {
        ["gzip"] = (() => Bomb.Ratio("gzip", "gzip"), Truncated),
        ["gzip four deep"] = (() => Bomb.Stack("gzip", "gzip", "gzip", "gzip"), Truncated),
        ["gzip five deep"] = (() => Bomb.Stack("gzip", "gzip", "gzip", "gzip", "gzip"), Undecodable),
        ["deflate"] = (() => Bomb.Ratio("deflate", "deflate"), Truncated),
        ["bare deflate"] = (() => Bomb.Ratio("bare-deflate", "deflate"), Truncated),
        ["tables of deflate"] = (Bomb.TablesOnly, Truncated),
        ["br"] = (() => Bomb.Ratio("br", "br"), Truncated),
        ["zstd"] = (() => Bomb.Ratio("zstd", "zstd"), Truncated),
        ["windows of zstd"] = (() => Bomb.Windows(maxLog: 23), Truncated),
        ["windows of zstd that are too large"] = (() => Bomb.Windows(maxLog: 31), Undecodable),
        ["empty members of gzip"] = (Bomb.EmptyMembers, Truncated),
        ["br in gzip in zstd"] = (() => Bomb.Stack("br", "gzip", "zstd"), Truncated),
        ["gRPC"] = (() => Bomb.Messages("application/grpc", "gzip", Bomb.Gzip(new byte[16 * 1024 * 1024]), 50), Truncated),
        ["gRPC of JSON"] = (() => Bomb.Messages("application/grpc+json", "gzip", Bomb.Gzip(new byte[16 * 1024 * 1024]), 50), Truncated),
        ["gRPC of nothing in br"] = (() => Bomb.Messages("application/grpc", "br", BodyDecoderTests.Encode("br", Empty), 100_000), Truncated),
        ["gRPC of nothing in zstd"] = (() => Bomb.Messages("application/grpc", "zstd", BodyDecoderTests.Encode("zstd", Empty), 100_000), Truncated),
        ["gRPC in itself"] = (() => Bomb.Messages("application/grpc", "gzip", Bomb.Gzip(Bomb.NestedMessage()), 1), Whole),
        ["gRPC-Web as text"] = (() => Bomb.Messages("application/grpc-web-text", "gzip", Bomb.Gzip(new byte[16 * 1024 * 1024]), 50), Truncated),
        ["parts"] = (Bomb.Parts, Truncated),
        ["arrays in arrays"] = (() => Bomb.Nested("["), Whole),
        ["objects in objects"] = (() => Bomb.Nested("{\"password\":"), Truncated),
        ["entities"] = (Bomb.Entities, Whole),
    };

    public static TheoryData<string> Kinds => [.. Bombs.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_span_of_a_bomb_is_kept_and_its_cost_is_bounded(string kind)
    {
        (Func<Bomb> make, string outcome) = Bombs[kind];
        Bomb bomb = make();
        var exchange = new Sample { ResponseFields = bomb.Fields, ResponseBody = bomb.Body };
        using var writer = new SpanWriter(new SpanOptions { MaxBodyBytes = BodyDecoder.MaxLayerBytes });
        var output = new ByteBuffer(8 * 1024 * 1024);
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] first = Write(writer, exchange, output);
        long kept = GC.GetAllocatedBytesForCurrentThread() - before;
        byte[] second = [];
        long allocated = Allocation.Least(() => second = Write(writer, exchange, output)) - second.Length;
        var span = ReadSpan.Of(first);

        Assert.NotEmpty(span.Name);
        Assert.Equal(200L, span["http.response.status_code"]);
        Assert.Equal((long)bomb.Body.Length, span["http.response.body.size"]);
        Assert.Equal(outcome, string.Join(',', span["podmirror.anomalies"] as string[] ?? []));
        Assert.Equal(outcome == Truncated ? true : null, span["podmirror.http.response.body.truncated"]);
        Assert.InRange(first.Length, 1, BodyDecoder.MaxLayerBytes + (64 * 1024));
        Assert.Equal(first, second);
        Assert.InRange(kept, 0, MaxKeptBytes);
        Assert.InRange(allocated, 0, MaxAllocatedBytes);
    }

    [Fact]
    public void So_are_those_of_the_messages_of_a_WebSocket()
    {
        string megabytes = new('a', 4 * 1024 * 1024);
        byte[] message = Frames.Of(1, Frames.Deflate(megabytes)[0], isCompressed: true);
        var exchange = new Sample
        {
            Status = 101,
            ResponseFields = "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n",
            ResponseBody = [.. Enumerable.Repeat(message, 100).SelectMany(bytes => bytes)],
            ResponseMarks = [.. Enumerable.Range(0, FramedMarks.MaxCount).Select(i => (i * message.Length, (long)i + 1))],
            ResponseFramed = new FramedContent { Framing = ContentFraming.WebSocket, Messages = 100 },
        };
        using var writer = new SpanWriter(new SpanOptions());
        var output = new ByteBuffer(8 * 1024 * 1024);
        byte[] first = Write(writer, exchange, output);
        byte[] second = [];
        long allocated = Allocation.Least(() => second = Write(writer, exchange, output)) - second.Length;
        var span = ReadSpan.Of(first);

        Assert.Equal(SpanOptions.DefaultStreamEvents, span.Events.Count);
        Assert.Equal(100 - SpanOptions.DefaultStreamEvents, span.DroppedEvents);
        Assert.Equal(true, span.Events[0]["podmirror.websocket.message.truncated"]);
        Assert.InRange(first.Length, 1, SpanOptions.DefaultMaxBodyBytes + (64 * 1024));
        Assert.Equal(first, second);
        Assert.InRange(allocated, 0, MaxAllocatedBytes);
    }

    private static byte[] Write(SpanWriter writer, Sample exchange, ByteBuffer output)
    {
        output.Clear();
        Assert.True(writer.TryWrite(exchange.ToExchange(), output));
        return output.Written[5..].ToArray();
    }
}
