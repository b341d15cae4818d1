using System.Net.Sockets;
using System.Text;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Tests.Metrics;

public sealed class LedgerTests
{
    [Fact]
    public async Task Every_request_and_span_is_in_exactly_one_place()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await using var grpc = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        var known = new TestSpan();
        await agent.SendAsync(TestRequest.Of(known, new TestSpan { TraceId = [] }));
        await grpc.ExportAsync(TestRequest.Of(known, new TestSpan(), new TestSpan()));
        (await agent.PostAsync([0xFF])).Dispose();
        (await agent.PostAsync([], "text/plain")).Dispose();
        (await agent.PostAsync(TestRequest.Of(new TestSpan { SpanId = [] }))).Dispose();
        // A request whose frame breaks behind readable spans.
        (await agent.PostAsync([.. TestRequest.Of(new TestSpan(), new TestSpan()), 0x0A, 0x7F])).Dispose();
        await agent.SettleAsync();

        Assert.Equal(6, await agent.MetricAsync("requests_received_total"));
        Assert.Equal(6, await agent.MetricAsync("requests_accepted_total") + await agent.MetricAsync("requests_refused_total"));
        double received = await agent.MetricAsync("spans_received_total");
        double accepted = await agent.MetricAsync("spans_accepted_total");
        Assert.Equal(8, received);
        Assert.Equal(received, accepted + await agent.MetricAsync("spans_refused_total"));
        double stored = await agent.MetricAsync("spans_stored_total");
        Assert.Equal((4, 3), (accepted, stored));
        Assert.Equal(accepted, stored + await agent.MetricAsync("spans_duplicate_total") + await agent.MetricAsync("spans_dropped_total"));
        Assert.Equal(stored, await agent.MetricAsync("store_rows") + await agent.MetricAsync("spans_expired_total"));
        Assert.Equal(0, await agent.MetricAsync("queue_bytes"));
    }

    [Fact]
    public async Task The_metrics_page_is_well_formed()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.Web, "/metrics"));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        string[] lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(
            "^(# (HELP podmirror_agent_[a-z_]+ .+|TYPE podmirror_agent_[a-z_]+ (counter|gauge))|"
            + "podmirror_agent_[a-z_]+(\\{[a-z]+=\"[^\"]+\"(,[a-z]+=\"[^\"]+\")*\\})? [0-9.E+]+)$",
            line));
        Assert.Equal(lines.Length, lines.Distinct().Count());
        string[] types = [.. lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
        Assert.Equal(types.Length, types.Distinct().Count());
    }

    [Fact]
    public async Task Health_and_readiness_say_what_is_up()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        Assert.Equal("ok\n", await agent.Client.GetStringAsync(new Uri(agent.Web, "/healthz")));
        Assert.Equal("receivers: ok\nqueue: ok\nstore: ok\n", await agent.Client.GetStringAsync(new Uri(agent.Web, "/readyz")));
    }

    [Fact]
    public async Task A_stop_stores_what_was_accepted_before_it()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("podmirror-agent-");
        TestSpan[] spans = [.. Enumerable.Range(0, 5000).Select(_ => new TestSpan())];
        await using (TestAgent agent = await TestAgent.StartAsync(options => options with { Data = directory.FullName }))
        {
            await agent.SendAsync(TestRequest.Of(spans));
            await agent.StopAsync();
            Assert.Equal((spans.Length, 0), (agent.App.Metrics.SpansStored.Value, agent.App.Metrics.SpansDropped.Total));
        }

        await using (TestAgent again = await TestAgent.StartAsync(options => options with { Data = directory.FullName }))
        {
            Assert.Equal(spans.Length, await again.MetricAsync("store_rows"));
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_request_that_never_ends_does_not_hold_up_a_stop()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { Grace = TimeSpan.FromSeconds(1) });
        using var socket = new TcpClient();
        await socket.ConnectAsync(agent.App.EndPoint(AgentListener.Http));
        const string Head = "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000\r\n\r\n";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Head + "only this"));
        await TestAgent.UntilAsync(async () => await agent.MetricAsync("requests_received_total") == 1);

        await agent.StopAsync();

        Assert.Equal(1, agent.App.Metrics.RequestsRefused(OtlpProtocol.HttpProtobuf)[RefusalReason.ClientGone]);
    }
}
