using System.IO.Compression;
using System.Text;
using Grpc.Core;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Sidecars;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class MetricsReceiverTests
{
    private const string Json = """
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"k8s.pod.name","value":{"stringValue":"from-json"}}]},"scopeMetrics":[
        {"scope":{"name":"podmirror"},"metrics":[{"name":"podmirror.tme.exchanges","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
        {"startTimeUnixNano":"1800000000000000000","timeUnixNano":"1800000060000000000","asInt":"7"}]}}]}]}]}
        """;

    private const string Protobuf = "application/x-protobuf";

    private static readonly byte[] Request = TestMetrics.Of("shop-1", TestMetrics.Mirror(7, 2), TestMetrics.Tme(5));

    private static readonly byte[] Unreadable = TestMetrics.OfRaw([], "podmirror", TestMetrics.Sum("x", TestMetrics.Point(1), [0x11, 1]));

    public static TheoryData<string, byte[], string?, string?, int, string> Conformance => new()
    {
        { "protobuf", Request, Protobuf, null, 200, "" },
        { "upper case", Request, "APPLICATION/X-PROTOBUF", null, 200, "" },
        { "json", Encoding.UTF8.GetBytes(Json), "application/json", null, 200, "" },
        { "gzip", Gzip(Request), Protobuf, "gzip", 200, "" },
        { "gzip json", Gzip(Encoding.UTF8.GetBytes(Json)), "application/json", "gzip", 200, "" },
        { "empty protobuf", [], Protobuf, null, 200, "" },
        { "empty json object", "{}"u8.ToArray(), "application/json", null, 200, "" },
        { "no content type", Request, null, null, 415, "unsupported_media_type" },
        { "other content type", Request, "text/plain", null, 415, "unsupported_media_type" },
        { "unknown encoding", Request, Protobuf, "br", 415, "unsupported_encoding" },
        { "not gzip", Request, Protobuf, "gzip", 400, "bad_encoding" },
        { "bad protobuf", [0xFF, 0xFF, 0xFF], Protobuf, null, 400, "bad_protobuf" },
        { "truncated protobuf", Request[..^1], Protobuf, null, 400, "bad_protobuf" },
        { "unreadable point", Unreadable, Protobuf, null, 400, "bad_protobuf" },
        { "unreadable scope", TestMetrics.OfRaw([0xFF], "podmirror"), Protobuf, null, 400, "bad_protobuf" },
        { "bad json", "{\"resourceMetrics\":["u8.ToArray(), "application/json", null, 400, "bad_json" },
        { "json of another shape", "{\"resourceMetrics\":{}}"u8.ToArray(), "application/json", null, 400, "bad_json" },
        { "too large", new byte[ReceiverLimits.MaxHttpBodyBytes + 1], Protobuf, null, 413, "too_large" },
        { "zip bomb", Gzip(new byte[200 << 20]), Protobuf, "gzip", 413, "too_large_decompressed" },
    };

    [Theory]
    [MemberData(nameof(Conformance), DisableDiscoveryEnumeration = true)]
    public async Task Each_request_gets_the_answer_that_the_specification_wants(
        string name, byte[] body, string? contentType, string? encoding, int status, string reason)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.PostAsync(body, contentType, encoding, agent.MetricsAddress);

        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{name}: {answer.StatusCode} {text}");
        Assert.Equal(status == 200 ? 1 : 0, await agent.MetricAsync("requests_accepted_total"));
        Assert.Equal(status == 200 ? 0 : 1, await agent.MetricAsync("requests_refused_total", reason));
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
        if (status != 200)
        {
            Assert.Equal(0, await agent.MetricAsync("metric_points_received_total"));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Metrics_come_in_by_gRPC_too(string? encoding)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));

        Assert.Empty(await client.ExportAsync(Request, encoding, "metrics.v1.MetricsService"));

        Assert.Equal(1, await agent.MetricAsync("sidecar_pods"));
        Assert.Equal(1, await agent.MetricAsync("requests_accepted_total", "grpc"));
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Fact]
    public async Task A_refusal_by_gRPC_has_the_status_that_senders_understand()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => client.ExportAsync(Unreadable, service: "metrics.v1.MetricsService"));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Contains("truncated", refusal.Status.Detail, StringComparison.Ordinal);
        await TestAgent.UntilAsync(async () => await agent.MetricAsync("requests_refused_total", "bad_protobuf") == 1);
    }

    [Fact]
    public void A_full_queue_refuses_metrics_as_it_does_spans()
    {
        var lease = new BudgetLease(new ByteBudget(1));
        var intake = new MetricsIntake(new SidecarTable(new AgentMetrics(), TimeProvider.System));
        Assert.Equal(RefusalReason.Overload, intake.Accept(Payload.Copy(Request), lease).Refusal);
    }

    [Fact]
    public async Task What_nobody_here_knows_is_accepted_and_counted_and_not_kept()
    {
        byte[] ours = TestRequest.Resource("shop", "default", "shop-1");
        const string Known = "podmirror.tme.exchanges";
        byte[] dropped = Proto.Attribute("podmirror.reason", "too_large");
        byte[] point = TestMetrics.Point(1);
        byte[] histogram = Proto.Join(Proto.Text(1, "h"), Proto.Message(9, Proto.Message(1, [0xFF]), Proto.Message(1, [])));
        byte[] delta = Proto.Join(Proto.Text(1, Known), Proto.Message(7, Proto.Message(1, point), Proto.Varint(2, 1), Proto.Varint(3, 1)));
        byte[] gauge = Proto.Join(Proto.Text(1, Known), Proto.Message(5, Proto.Message(1, point)));
        byte[] real = Proto.Join(Proto.Fixed64(3, 1), Proto.Fixed64(4, 0));
        byte[] untimed = Proto.Fixed64(6, 1);
        await using TestAgent agent = await TestAgent.StartAsync();

        await agent.SendMetricsAsync(TestMetrics.OfRaw(ours, "other", TestMetrics.Sum(Known, point), histogram));
        await agent.SendMetricsAsync(TestMetrics.OfRaw([], "podmirror", TestMetrics.Sum(Known, point)));
        await agent.SendMetricsAsync(
            TestMetrics.OfRaw(TestRequest.Resource("shop", "default", new string('x', 700)), "podmirror", TestMetrics.Sum(Known, point)));
        await agent.SendMetricsAsync(TestMetrics.OfRaw(
            ours, "podmirror",
            TestMetrics.Sum("podmirror.tme.other", point),
            TestMetrics.Sum(Known, TestMetrics.Point(-1), TestMetrics.Point(1, dropped), real, untimed),
            delta, gauge, histogram, TestMetrics.Sum(Known + ".dropped", TestMetrics.Point(1, dropped, dropped), point)));
        await agent.SendMetricsAsync(TestMetrics.OfRaw(ours, "podmirror", TestMetrics.Sum(Known + ".dropped", TestMetrics.Point(1, dropped))));

        Assert.Equal(3, await agent.MetricAsync("metric_points_ignored_total", "foreign_scope"));
        Assert.Equal(2, await agent.MetricAsync("metric_points_ignored_total", "no_pod"));
        Assert.Equal(11, await agent.MetricAsync("metric_points_ignored_total", "unknown_point"));
        Assert.Equal(1, await agent.MetricAsync("metric_points_kept_total"));
        Assert.Equal(17, await agent.MetricAsync("metric_points_received_total"));
    }

    [Fact]
    public async Task The_order_of_fields_does_not_matter()
    {
        // The name behind the points, and the temporality before them.
        byte[] sum = Proto.Message(7, Proto.Varint(3, 1), Proto.Varint(2, 2), Proto.Message(1, TestMetrics.Point(4)));
        byte[] metric = Proto.Join(sum, Proto.Text(1, "podmirror.tme.retries"));
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.SendMetricsAsync(TestMetrics.OfRaw(TestRequest.Resource("shop", "default", "shop-1"), "podmirror", metric));
        Assert.Equal(1, await agent.MetricAsync("metric_points_kept_total"));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }
}
