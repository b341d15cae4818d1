using System.Net;
using System.Text.Json;
using PodMirror.Agent.Live;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Tests.Live;

public sealed class LiveTests
{
    [Fact]
    public async Task A_stored_row_arrives_as_an_event()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using var reader = new StreamReader(await agent.Client.GetStreamAsync(new Uri(agent.Web, "/api/v1/live")));
        Assert.Equal(": live", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());

        await agent.StoreAsync(new TestSpan { Path = "/a\nb\r\ndata: x" });

        Assert.Equal("event: exchange", await reader.ReadLineAsync());
        string data = (await reader.ReadLineAsync())!;
        Assert.Equal("", await reader.ReadLineAsync());
        JsonElement row = JsonDocument.Parse(data["data: ".Length..]).RootElement;
        Assert.Equal(("/a\nb\r\ndata: x", "shop"), (row.GetProperty("path").GetString(), row.GetProperty("service").GetString()));
        Assert.Equal((await agent.GetAsync("/api/v1/exchanges")).GetProperty("exchanges")[0].GetRawText(), row.GetRawText());
    }

    [Fact]
    public void A_slow_client_loses_the_newest_and_is_told_how_many()
    {
        var metrics = new AgentMetrics();
        var hub = new LiveHub(metrics);
        LiveClient client = hub.TryJoin()!;
        for (int i = 0; i < LiveLimits.MaxWaitingRows + 7; i++)
        {
            hub.OnInserted(new ExchangeRow { Id = i });
        }

        hub.OnCommitted();

        Assert.Equal(LiveLimits.MaxWaitingRows, client.Rows.Count);
        Assert.Equal((7, 7), (client.TakeLost(), metrics.LiveRowsLost.Value));
        Assert.Equal(0, client.TakeLost());
    }

    [Fact]
    public void Rows_of_a_transaction_that_failed_are_not_shown()
    {
        var hub = new LiveHub(new AgentMetrics());
        LiveClient client = hub.TryJoin()!;
        hub.OnInserted(new ExchangeRow { Id = 1 });
        hub.OnRolledBack();
        hub.OnCommitted();
        Assert.Equal(0, client.Rows.Count);
    }

    [Fact]
    public async Task More_clients_than_the_limit_are_told_so_and_a_place_is_free_again_when_one_leaves()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        var streams = new List<Stream>();
        for (int i = 0; i < LiveLimits.MaxClients; i++)
        {
            streams.Add(await agent.Client.GetStreamAsync(new Uri(agent.Web, "/api/v1/live")));
        }

        await agent.GetAsync("/api/v1/live", HttpStatusCode.ServiceUnavailable);
        Assert.Equal(LiveLimits.MaxClients, await agent.MetricAsync("live_clients"));
        foreach (Stream stream in streams)
        {
            await stream.DisposeAsync();
        }

        await TestAgent.UntilAsync(async () => await agent.MetricAsync("live_clients") == 0);
    }

    [Fact]
    public async Task A_stop_ends_the_streams_and_does_not_wait_for_them()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using var reader = new StreamReader(await agent.Client.GetStreamAsync(new Uri(agent.Web, "/api/v1/live")));
        await agent.StopAsync();
        Assert.Equal(": live\n\n", await reader.ReadToEndAsync());
    }
}
