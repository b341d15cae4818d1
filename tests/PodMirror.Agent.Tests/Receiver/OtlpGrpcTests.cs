using Grpc.Core;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class OtlpGrpcTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Spans_come_in_as_they_are_and_in_gzip(string? encoding)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));

        byte[] answer = await client.ExportAsync(TestRequest.Of(new TestSpan { Path = "/by-grpc" }), encoding);

        Assert.Empty(answer);
        await agent.SettleAsync();
        Assert.Equal(["/by-grpc"], await agent.PathsAsync(""));
        Assert.Equal(1, await agent.MetricAsync("requests_accepted_total", "grpc"));
    }

    [Fact]
    public async Task An_empty_request_is_a_success()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        Assert.Empty(await client.ExportAsync([]));
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Fact]
    public async Task Unreadable_spans_among_readable_ones_are_a_partial_success()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        byte[] answer = await client.ExportAsync(TestRequest.Of(new TestSpan(), new TestSpan { TraceId = [1] }, new TestSpan { TraceId = [2] }));
        Assert.Equal(new byte[] { 0x0A, 0x08, 0x02 }, (byte[])[answer[0], answer[2], answer[3]]);
    }

    [Fact]
    public async Task Logs_are_told_that_they_are_not_taken()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => client.ExportAsync([], service: "logs.v1.LogsService"));
        Assert.Equal(StatusCode.Unimplemented, refusal.StatusCode);
        Assert.Equal(1, await agent.MetricAsync("requests_refused_total", "not_found"));
    }

    public static TheoryData<string, byte[], string?, StatusCode, string> Refusals => new()
    {
        { "bad protobuf", [0xFF, 0xFF], null, StatusCode.InvalidArgument, "bad_protobuf" },
        { "truncated", TestRequest.Of(new TestSpan())[..^1], null, StatusCode.InvalidArgument, "bad_protobuf" },
        { "only unreadable", TestRequest.Of(new TestSpan { TraceId = [] }), null, StatusCode.InvalidArgument, "bad_protobuf" },
        { "too large", new byte[ReceiverLimits.MaxGrpcMessageBytes + 1], null, StatusCode.ResourceExhausted, "too_large" },
        { "zip bomb", new byte[100 << 20], "gzip", StatusCode.ResourceExhausted, "too_large_decompressed" },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task Each_refusal_has_the_status_that_senders_understand(
        string name, byte[] request, string? encoding, StatusCode status, string reason)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => client.ExportAsync(request, encoding));

        Assert.True(status == refusal.StatusCode, $"{name}: {refusal.Status}");
        Assert.Null(refusal.Trailers.Get("grpc-status-details-bin"));
        await TestAgent.UntilAsync(async () => await agent.MetricAsync("requests_refused_total", $"protocol=\"grpc\",reason=\"{reason}\"") == 1);
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Fact]
    public async Task Many_calls_on_one_connection_are_all_stored()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.ExportAsync(TestRequest.Of(new TestSpan(), new TestSpan()))));
        await agent.SettleAsync();
        Assert.Equal(200, await agent.MetricAsync("store_rows"));
    }
}
