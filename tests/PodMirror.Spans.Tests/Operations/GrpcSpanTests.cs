using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class GrpcSpanTests
{
    private static readonly Sample Call = new()
    {
        Method = "POST",
        Target = "/shop.v1.Shop/Place",
        Authority = "shop:50051",
        Protocol = HttpProtocol.Http2,
        RequestFields = "content-type: application/grpc+proto\r\ngrpc-timeout: 500m\r\n",
        RequestBody = Proto.Frame(new Proto().Text(1, "A1").ToBytes()),
        ResponseFields = "content-type: application/grpc\r\n",
        ResponseBody = Proto.Frame(new Proto().Text(1, "thanks").Varint(2, 7).ToBytes()),
        ResponseTrailers = "grpc-status: 0\r\n",
    };

    [Fact]
    public void A_unary_call_is_named_counted_and_shown()
    {
        ReadSpan span = Call.ToSpan();

        Assert.Equal("shop.v1.Shop/Place", span.Name);
        Assert.Equal("grpc", span.Text("rpc.system.name"));
        Assert.Equal("shop.v1.Shop/Place", span.Text("rpc.method"));
        Assert.Equal("OK", span.Text("rpc.status_code"));
        Assert.Equal(500L, span["podmirror.rpc.grpc.timeout_ms"]);
        Assert.Equal("unary", span.Text("podmirror.rpc.observed_kind"));
        Assert.Equal(1L, span["podmirror.rpc.request.messages"]);
        Assert.Equal(10L, span["podmirror.rpc.response.message_bytes"]);
        Assert.Equal("""{"1":"A1"}""", span.Text("http.request.body.content"));
        Assert.Equal("""{"1":"thanks","2":7}""", span.Text("http.response.body.content"));
        Assert.Equal(0, span.Status);
        Assert.Null(span["error.type"]);
        Assert.Null(span["podmirror.anomalies"]);
    }

    [Fact]
    public void A_call_whose_messages_are_JSON_is_a_call_all_the_same()
    {
        ReadSpan span = (Call with
        {
            RequestFields = "content-type: application/grpc+json\r\n",
            RequestBody = Proto.Frame("{\"password\":\"x\"}"u8.ToArray()),
            ResponseFields = "content-type: application/grpc+json\r\n",
            ResponseBody = Proto.Frame("{\"a\":1}"u8.ToArray()),
        }).ToSpan();

        Assert.Equal("shop.v1.Shop/Place", span.Name);
        Assert.Equal(1L, span["podmirror.rpc.response.messages"]);
        Assert.Equal("{\"password\":\"REDACTED\"}", span["http.request.body.content"]);
        Assert.Equal("{\"a\":1}", span["http.response.body.content"]);
    }

    [Fact]
    public void With_descriptors_the_bodies_have_names()
    {
        var options = new SpanOptions { Descriptors = TestDescriptors.Read(TestDescriptors.OfShop) };
        byte[] answer = new Proto().Message(1, new Proto().Text(1, "ok").Message(2, new Proto().Varint(4, 1))).ToBytes();
        ReadSpan span = (Call with { ResponseBody = Proto.Frame(answer) }).ToSpan(options);

        Assert.Equal("""{"orderId":"A1"}""", span.Text("http.request.body.content"));
        Assert.Equal("""{"ok":true}""", span.Text("http.response.body.content"));
    }

    [Theory]
    [InlineData("0", "OK", false, false)]
    [InlineData("1", "CANCELLED", false, true)]
    [InlineData("2", "UNKNOWN", true, true)]
    [InlineData("4", "DEADLINE_EXCEEDED", true, true)]
    [InlineData("5", "NOT_FOUND", false, true)]
    [InlineData("13", "INTERNAL", true, true)]
    [InlineData("14", "UNAVAILABLE", true, true)]
    [InlineData("15", "DATA_LOSS", true, true)]
    [InlineData("16", "UNAUTHENTICATED", false, true)]
    [InlineData("17", "UNKNOWN", true, true)]
    [InlineData("x", "UNKNOWN", true, true)]
    public void A_status_is_an_error_by_its_code_and_by_who_looks(string code, string name, bool isServersError, bool isClientsError)
    {
        Sample call = Call with { ResponseTrailers = $"grpc-status: {code}\r\ngrpc-message: no%20such%C3%BC%2\r\n" };
        ReadSpan server = call.ToSpan();
        ReadSpan client = (call with { Direction = Direction.Egress }).ToSpan();

        Assert.Equal(name, server.Text("rpc.status_code"));
        Assert.Equal(isServersError ? 2 : 0, server.Status);
        Assert.Equal(isServersError ? name : null, server["error.type"]);
        Assert.Equal(isClientsError ? 2 : 0, client.Status);
        Assert.Equal(isClientsError ? "no such\u00fc%2" : "", client.StatusMessage);
    }

    [Fact]
    public void A_response_of_headers_only_has_its_status_there()
    {
        const string head = "content-type: application/grpc\r\ngrpc-status: 7\r\n";
        ReadSpan span = (Call with { ResponseFields = head, ResponseTrailers = "", ResponseBody = [] }).ToSpan();

        Assert.Equal("PERMISSION_DENIED", span.Text("rpc.status_code"));
        Assert.Equal(0L, span["podmirror.rpc.response.messages"]);
    }

    [Theory]
    [InlineData(503, "UNAVAILABLE")]
    [InlineData(401, "UNAUTHENTICATED")]
    [InlineData(500, "UNKNOWN")]
    [InlineData(200, "UNKNOWN")]
    public void Without_a_status_it_is_made_of_https(int status, string name)
    {
        const string head = "content-type: text/html\r\n";
        ReadSpan span = (Call with { Status = status, ResponseTrailers = "", ResponseFields = head, ResponseBody = [] }).ToSpan();

        Assert.Equal(name, span.Text("rpc.status_code"));
    }

    [Theory]
    [InlineData(Anomalies.ResponseGap)]
    [InlineData(Anomalies.StreamReset)]
    [InlineData(Anomalies.TimeLimit)]
    [InlineData(Anomalies.ResponseFieldsUnknown)]
    [InlineData(Anomalies.FieldsLeftOut)]
    public void Where_the_end_was_not_seen_no_status_is_made_up(Anomalies anomaly)
    {
        ReadSpan span = (Call with { ResponseTrailers = "", Anomalies = anomaly }).ToSpan();

        Assert.Null(span["rpc.status_code"]);
        Assert.Equal(0, span.Status);
    }

    [Fact]
    public void Where_a_body_was_left_out_no_status_is_made_up_either()
    {
        ReadSpan span = (Call with { ResponseTrailers = "", ResponseBody = [], ResponseBodyBytes = 100 }).ToSpan();

        Assert.Null(span["rpc.status_code"]);
    }

    [Fact]
    public void A_method_that_the_server_does_not_have_is_no_name()
    {
        Sample call = Call with { ResponseTrailers = "grpc-status: 12\r\n" };
        ReadSpan unknown = call.ToSpan();
        ReadSpan known = call.ToSpan(new SpanOptions { Descriptors = TestDescriptors.Read(TestDescriptors.OfShop) });

        Assert.Equal("grpc", unknown.Name);
        Assert.Equal("_OTHER", unknown.Text("rpc.method"));
        Assert.Equal("shop.v1.Shop/Place", unknown.Text("rpc.method_original"));
        Assert.Equal("shop.v1.Shop/Place", known.Name);
    }

    [Fact]
    public void A_path_that_is_no_method_is_redacted_where_it_is_told()
    {
        ReadSpan span = (Call with { Target = "/token=abc" }).ToSpan();

        Assert.Equal("grpc", span.Name);
        Assert.Equal("_OTHER", span.Text("rpc.method"));
        Assert.DoesNotContain("abc", span.Text("rpc.method_original"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1H", 3_600_000L)]
    [InlineData("2M", 120_000L)]
    [InlineData("99999999S", 99_999_999_000L)]
    [InlineData("1u", 1L)]
    [InlineData("1000001n", 2L)]
    [InlineData("0n", 0L)]
    [InlineData("123456789S", null)]
    [InlineData("S", null)]
    [InlineData("-1S", null)]
    [InlineData("1s", null)]
    [InlineData("", null)]
    public void A_deadline_is_in_milliseconds_or_malformed(string timeout, long? milliseconds)
    {
        ReadSpan span = (Call with { RequestFields = $"content-type: application/grpc\r\ngrpc-timeout: {timeout}\r\n" }).ToSpan();

        Assert.Equal(milliseconds, span["podmirror.rpc.grpc.timeout_ms"]);
        Assert.Equal(milliseconds is null ? true : null, span["podmirror.rpc.grpc.timeout_malformed"]);
    }

    [Fact]
    public void Streams_are_arrays_and_their_kind_is_what_was_seen()
    {
        byte[] two = [.. Proto.Frame(new Proto().Varint(1, 1).ToBytes()), .. Proto.Frame([])];
        ReadSpan span = (Call with { RequestBody = two, ResponseBody = two }).ToSpan();

        Assert.Equal("""[{"1":1},{}]""", span.Text("http.request.body.content"));
        Assert.Equal("bidirectional", span.Text("podmirror.rpc.observed_kind"));
        Assert.Equal(2L, span["podmirror.rpc.request.largest_message_bytes"]);
    }

    [Fact]
    public void What_the_mirror_counted_is_taken_before_what_is_kept()
    {
        ExchangeRecord exchange = Call.ToExchange();
        exchange.Response.Framed = new FramedContent { Framing = ContentFraming.Grpc, Messages = 9, MessageBytes = 900, LargestMessageBytes = 500 };
        using var writer = new SpanWriter(new SpanOptions());
        var output = new ByteBuffer(1 << 20);
        Assert.True(writer.TryWrite(exchange, output));
        ReadSpan span = ReadSpan.Of(output.Written[5..].ToArray());

        Assert.Equal(9L, span["podmirror.rpc.response.messages"]);
        Assert.Equal(500L, span["podmirror.rpc.response.largest_message_bytes"]);
        Assert.Equal("server_streaming", span.Text("podmirror.rpc.observed_kind"));
    }

    [Fact]
    public void A_call_whose_types_were_told_before_the_capture_is_known_by_its_frames()
    {
        ExchangeRecord exchange = (Call with { RequestFields = "", ResponseFields = "", Anomalies = Anomalies.RequestFieldsUnknown }).ToExchange();
        exchange.Request.Framed = new FramedContent { Framing = ContentFraming.Grpc, Messages = 1, MessageBytes = 4, LargestMessageBytes = 4 };
        using var writer = new SpanWriter(new SpanOptions());
        var output = new ByteBuffer(1 << 20);
        Assert.True(writer.TryWrite(exchange, output));
        ReadSpan span = ReadSpan.Of(output.Written[5..].ToArray());

        Assert.Equal("grpc", span.Text("rpc.system.name"));
        Assert.Equal("""{"1":"thanks","2":7}""", span.Text("http.response.body.content"));
    }

    [Fact]
    public void Nothing_is_allocated_for_a_call()
    {
        using var writer = new SpanWriter(new SpanOptions { Descriptors = TestDescriptors.Read(TestDescriptors.OfShop) });
        var output = new ByteBuffer(1 << 20);
        byte[] record = Call.ToRecord();

        long allocated = PodMirror.TestKit.Allocation.Least(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                output.Clear();
                Assert.True(ExchangeRecord.TryRead(record.AsSpan(RecordFormat.HeaderBytes), out ExchangeRecord exchange));
                Assert.True(writer.TryWrite(exchange, output));
            }
        });

        Assert.Equal(0, allocated);
    }
}
