using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Tests.Store;

public sealed class ConcurrencyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Readers_never_cost_the_writer_a_span_and_never_see_half_a_row(bool inMemory)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("podmirror-agent-");
        string data = inMemory ? AgentOptions.InMemory : directory.FullName;
        await using (TestAgent agent = await TestAgent.StartAsync(options => options with { Data = data }))
        {
            using var done = new CancellationTokenSource();
            Task[] readers = [.. Enumerable.Range(0, 4).Select(reader => ReadAsync(agent, reader, done.Token))];
            for (int i = 0; i < 100; i++)
            {
                await agent.SendAsync(TestRequest.Of([.. Enumerable.Range(0, 20).Select(_ => new TestSpan())]));
            }

            await agent.SettleAsync();
            await done.CancelAsync();
            await Task.WhenAll(readers);
            Assert.Equal((2000, 0), (agent.App.Metrics.SpansStored.Value, agent.App.Metrics.SpansDropped.Total));
        }

        directory.Delete(recursive: true);
    }

    private static async Task ReadAsync(TestAgent agent, int reader, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            if (reader % 2 == 0)
            {
                Assert.All(await agent.RowsAsync("limit=200"), row => Assert.Equal("shop", row.GetProperty("service").GetString()));
            }
            else
            {
                using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.Web, "/api/v1/exchanges/1"), CancellationToken.None);
                Assert.True((int)answer.StatusCode is 200 or 404, answer.StatusCode.ToString());
            }
        }
    }
}
