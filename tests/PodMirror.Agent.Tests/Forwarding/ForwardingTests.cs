using PodMirror.Agent.Forwarding;

namespace PodMirror.Agent.Tests.Forwarding;

public sealed class ForwardingTests
{
    [Theory]
    [InlineData(AgentListener.Http, "http")]
    [InlineData(AgentListener.Grpc, "grpc")]
    public async Task One_agent_forwards_to_another_by_either_protocol(object listener, string scheme)
    {
        await using TestAgent behind = await TestAgent.StartAsync();
        Uri address = new UriBuilder(behind.AddressOf((AgentListener)listener)) { Scheme = scheme }.Uri;
        Assert.True(ForwardTarget.TryParse(address.ToString(), out ForwardTarget? target));
        await using TestAgent front = await TestAgent.StartAsync(options => options with { Forward = [target!] });

        await front.SendAsync(TestRequest.Of(new TestSpan { Path = "/passed-on" }, new TestSpan { TraceId = [1] }));

        await TestAgent.UntilAsync(async () => await front.MetricAsync("forwarded_spans_total") == 1);
        await behind.SettleAsync();
        Assert.Equal(["/passed-on"], await behind.PathsAsync(""));
        // The span that could not be read was masked: the backend saw no fault.
        Assert.Equal((0, 1), (await behind.MetricAsync("spans_refused_total"), await front.MetricAsync("spans_refused_total")));
        Assert.Equal((0, 0), (await front.MetricAsync("forward_queue_spans"), await front.MetricAsync("forward_dropped_spans_total")));
    }

    [Fact]
    public async Task A_dead_backend_keeps_nobody_from_receiving_and_storing()
    {
        Assert.True(ForwardTarget.TryParse("http://127.0.0.1:1", out ForwardTarget? target));
        await using TestAgent agent = await TestAgent.StartAsync(
            options => options with { Forward = [target!], Grace = TimeSpan.FromMilliseconds(500) });
        await agent.StoreAsync(new TestSpan(), new TestSpan());
        Assert.Equal((2, 2), (await agent.MetricAsync("store_rows"), await agent.MetricAsync("forward_queue_spans", "127.0.0.1:1")));
        await agent.StopAsync();
    }
}
