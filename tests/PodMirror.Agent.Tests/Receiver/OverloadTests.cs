using System.Net;
using Grpc.Core;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Tests.Queue;

namespace PodMirror.Agent.Tests.Receiver;

public sealed class OverloadTests
{
    [Fact]
    public async Task A_full_queue_asks_senders_over_HTTP_to_come_back()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { QueueMaxBytes = 4096 });
        using HttpResponseMessage answer = await agent.PostAsync(TestRequest.Of(new TestSpan()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(ReceiverLimits.RetryAfterSeconds), answer.Headers.RetryAfter?.Delta);
        Assert.Equal(1, await agent.MetricAsync("requests_refused_total", "overload"));
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Fact]
    public async Task A_full_queue_asks_senders_over_gRPC_to_come_back()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { QueueMaxBytes = 4096 });
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        byte[] request = TestRequest.Of([.. Enumerable.Range(0, 50).Select(_ => new TestSpan())]);

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => client.ExportAsync(request));

        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);
        byte[] wait = Proto.Message(1, Proto.Varint(1, ReceiverLimits.RetryAfterSeconds));
        byte[] any = Proto.Message(3, Proto.Text(1, "type.googleapis.com/google.rpc.RetryInfo"), Proto.Message(2, wait));
        byte[] expected = [.. Proto.Varint(1, 14), .. Proto.Text(2, "the queue is full; try again later"), .. any];
        Assert.Equal(expected, refusal.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal(1, await agent.MetricAsync("requests_refused_total", "reason=\"overload\""));
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(20_000, 16_384)]
    public async Task A_body_is_read_no_further_than_the_budget_gives_memory_for_it(int limit, int read)
    {
        using var body = new MemoryStream(new byte[40_000]);

        (Payload? payload, RefusalReason reason) = await BodyReader.ReadAsync(
            body, BodyCoding.Identity, 1 << 20, new BudgetLease(new ByteBudget(limit)), CancellationToken.None);

        Assert.Null(payload);
        Assert.Equal((RefusalReason.Overload, read), (reason, (int)body.Position));
    }

    [Fact]
    public void A_lease_never_takes_more_than_the_budget_and_gives_back_all_of_it()
    {
        var budget = new ByteBudget(10_000);
        var first = new BudgetLease(budget);
        var second = new BudgetLease(budget);
        Assert.True(first.TryGrowTo(6000));
        Assert.True(second.TryGrowTo(4000));
        Assert.False(second.TryGrowTo(4001));
        Assert.Equal(10_000, budget.Used);
        first.GiveBack();
        first.GiveBack();
        Assert.Equal(4000, budget.Used);
        Assert.True(second.TryGrowTo(10_000));
        second.GiveBack();
        Assert.Equal(0, budget.Used);
    }

    [Fact]
    public async Task What_comes_after_the_queue_is_closed_is_refused_as_stopping()
    {
        await using var queue = QueueHarness.InMemory();
        var metrics = new AgentMetrics();
        var budget = new ByteBudget(1 << 20);
        var ingest = new Ingest(queue.Queue, metrics);
        await queue.Queue.StopAsync();

        IngestResult result = await ingest.AcceptAsync(Payload.Copy(TestRequest.Of(new TestSpan())), new BudgetLease(budget));

        Assert.Equal(RefusalReason.Stopping, result.Refusal);
        Assert.Equal((1, 0, 1), (metrics.SpansReceived.Value, metrics.SpansAccepted.Value, metrics.SpansTurnedAway[RefusalReason.Stopping]));
        Assert.Equal((0, 0), (queue.First.Spans, budget.Used));
    }
}
