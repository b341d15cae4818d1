using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Security;
using PodMirror.Agent.Tests.Queue;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class OtlpHttpTests
{
    private const string Json = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":[
        {"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174","name":"GET","kind":2,"startTimeUnixNano":"1700000000000000000",
        "endTimeUnixNano":"1700000000005000000","attributes":[{"key":"url.path","value":{"stringValue":"/from-json"}}]}]}]}]}
        """;

    private const int MostBytes = ReceiverLimits.MaxHttpBodyBytes;
    private static readonly byte[] Request = TestRequest.Of(new TestSpan());

    public static TheoryData<string, byte[], string?, string?, int, string> Conformance => new()
    {
        { "protobuf", Request, "application/x-protobuf", null, 200, "" },
        { "upper case", Request, "APPLICATION/X-PROTOBUF", null, 200, "" },
        { "parameters", Request, "application/x-protobuf; v=1", null, 200, "" },
        { "json", Encoding.UTF8.GetBytes(Json), "application/json", null, 200, "" },
        { "json upper case with charset", Encoding.UTF8.GetBytes(Json), "Application/JSON; charset=UTF-8", null, 200, "" },
        { "gzip", Packed.Gzip(Request), "application/x-protobuf", "gzip", 200, "" },
        { "gzip upper case", Packed.Gzip(Request), "application/x-protobuf", "GZIP", 200, "" },
        { "gzip json", Packed.Gzip(Encoding.UTF8.GetBytes(Json)), "application/json", "gzip", 200, "" },
        { "two gzip members", [.. Packed.Gzip(Request[..9]), .. Packed.Gzip(Request[9..])], "application/x-protobuf", "gzip", 200, "" },
        { "identity", Request, "application/x-protobuf", "identity", 200, "" },
        { "empty protobuf", [], "application/x-protobuf", null, 200, "" },
        { "empty json object", "{}"u8.ToArray(), "application/json", null, 200, "" },
        { "unknown field only", Proto.Text(99, "x"), "application/x-protobuf", null, 200, "" },
        { "no content type", Request, null, null, 415, "unsupported_media_type" },
        { "other content type", Request, "text/plain", null, 415, "unsupported_media_type" },
        { "nonsense content type", Request, ";;;", null, 415, "unsupported_media_type" },
        { "unknown encoding", Request, "application/x-protobuf", "br", 415, "unsupported_encoding" },
        { "two encodings", Request, "application/x-protobuf", "gzip, gzip", 415, "unsupported_encoding" },
        { "not gzip", Request, "application/x-protobuf", "gzip", 400, "bad_encoding" },
        { "bad protobuf", [0xFF, 0xFF, 0xFF], "application/x-protobuf", null, 400, "bad_protobuf" },
        { "json as protobuf", Encoding.UTF8.GetBytes(Json), "application/x-protobuf", null, 400, "bad_protobuf" },
        { "truncated protobuf", Request[..^1], "application/x-protobuf", null, 400, "bad_protobuf" },
        { "bad json", "{\"resourceSpans\":["u8.ToArray(), "application/json", null, 400, "bad_json" },
        { "json of another shape", "{\"resourceSpans\":{}}"u8.ToArray(), "application/json", null, 400, "bad_json" },
        { "empty json", [], "application/json", null, 400, "bad_json" },
        { "protobuf as json", Request, "application/json", null, 400, "bad_json" },
        { "deep json", Encoding.UTF8.GetBytes(DeepJson(2000)), "application/json", null, 400, "bad_json" },
        { "only unreadable spans", TestRequest.Of(new TestSpan { SpanId = [] }), "application/x-protobuf", null, 400, "bad_protobuf" },
        { "too large", new byte[MostBytes + 1], "application/x-protobuf", null, 413, "too_large" },
        { "zip bomb", Packed.Gzip(new byte[200 << 20]), "application/x-protobuf", "gzip", 413, "too_large_decompressed" },
        { "one byte too many", Packed.Gzip(Padded(MostBytes + 1)), "application/x-protobuf", "gzip", 413, "too_large_decompressed" },
        { "not one byte too many", Packed.Gzip(Padded(MostBytes)), "application/x-protobuf", "gzip", 200, "" },
    };

    [Theory]
    [MemberData(nameof(Conformance), DisableDiscoveryEnumeration = true)]
    public async Task Each_request_gets_the_answer_that_the_specification_wants(
        string name, byte[] body, string? contentType, string? encoding, int status, string reason)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.PostAsync(body, contentType, encoding);

        bool json = contentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{name}: {answer.StatusCode} {text}");
        Assert.Equal(json ? "application/json" : "application/x-protobuf", answer.Content.Headers.ContentType?.ToString());
        if (json)
        {
            JsonElement parsed = JsonDocument.Parse(text).RootElement;
            Assert.Equal(status != 200, parsed.TryGetProperty("message", out _));
        }

        Assert.Equal(status == 200 ? 1 : 0, await agent.MetricAsync("requests_accepted_total"));
        Assert.Equal(status == 200 ? 0 : 1, await agent.MetricAsync("requests_refused_total", reason));
    }

    [Theory]
    [InlineData("GET", "/v1/traces", 405)]
    [InlineData("PUT", "/v1/traces", 405)]
    [InlineData("DELETE", "/v1/traces", 405)]
    [InlineData("OPTIONS", "/v1/traces", 405)]
    [InlineData("GET", "/v1/metrics", 405)]
    [InlineData("POST", "/v1/logs", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/api/v1/exchanges", 404)]
    [InlineData("GET", "/metrics", 404)]
    public async Task Other_methods_and_paths_are_refused(string method, string path, int status)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(agent.Traces, path));
        using HttpResponseMessage answer = await agent.Client.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 405 ? ["POST"] : [], answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unreadable_spans_among_readable_ones_are_a_partial_success(bool json)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        byte[] body = json
            ? Encoding.UTF8.GetBytes(Json.Replace("\"spans\":[", "\"spans\":[{\"traceId\":\"00\",\"name\":\"bad\"},", StringComparison.Ordinal))
            : TestRequest.Of(new TestSpan(), new TestSpan { TraceId = [1] });
        using HttpResponseMessage answer = await agent.PostAsync(body, json ? "application/json" : "application/x-protobuf");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        byte[] response = await answer.Content.ReadAsByteArrayAsync();
        if (json)
        {
            JsonElement partial = JsonDocument.Parse(response).RootElement.GetProperty("partialSuccess");
            Assert.Equal("1", partial.GetProperty("rejectedSpans").GetString());
            Assert.Contains("trace_id_invalid", partial.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        }
        else
        {
            // ExportTraceServiceResponse.partial_success.rejected_spans = 1
            Assert.Equal(new byte[] { 0x0A, 0x08, 0x01 }, (byte[])[response[0], response[2], response[3]]);
        }

        await agent.SettleAsync();
        Assert.Equal(1, await agent.MetricAsync("spans_stored_total"));
        Assert.Equal(1, await agent.MetricAsync("spans_refused_total", "trace_id_invalid"));
    }

    [Fact]
    public async Task A_body_that_ends_early_is_counted_and_leaves_nothing_behind()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(agent.App.EndPoint(AgentListener.Http));
            string head = "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + "only this"));
        }

        await TestAgent.UntilAsync(async () => await agent.MetricAsync("requests_refused_total", "client_gone") == 1);
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Fact]
    public async Task A_truncated_gzip_body_is_bad_data()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        byte[] whole = Packed.Gzip(TestRequest.Of([.. Enumerable.Range(0, 50).Select(_ => new TestSpan())]));
        using HttpResponseMessage answer = await agent.PostAsync(whole[..(whole.Length / 2)], "application/x-protobuf", "gzip");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_fault_of_the_agent_is_never_a_500()
    {
        // A server without the feature that bounds bodies: nothing that a sender can bring about.
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path, context.Request.ContentType) = ("POST", "/v1/traces", "application/x-protobuf");
        var metrics = new AgentMetrics();
        var budget = new ByteBudget(1 << 20);
        await using var queue = QueueHarness.InMemory();
        var ingest = new Ingest(queue.Queue, metrics);

        var receiver = new OtlpHttpReceiver(
            new OtlpIntakes(ingest, ingest), new BearerTokens(null), budget, metrics, NullLogger<OtlpHttpReceiver>.Instance);
        await receiver.HandleAsync(context);

        Assert.Equal((503, "2"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
        Assert.Equal((1, 0), (metrics.RequestsRefused(OtlpProtocol.HttpProtobuf)[RefusalReason.Internal], budget.Used));
    }

    private static byte[] Padded(int length)
    {
        // An unknown field whose length, with its own tag and length bytes, makes up the rest.
        byte[] body = new byte[length - 6];
        return [.. Proto.Tag(50, 2), .. Proto.Number((ulong)body.Length), .. body];
    }

    private static string DeepJson(int depth)
    {
        string nested = string.Concat(Enumerable.Repeat("{\"arrayValue\":{\"values\":[", depth));
        return "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"k\",\"value\":" + nested;
    }
}
