using System.Net;
using System.Text.Json;

namespace PodMirror.Agent.Tests.Filter;

/// <summary>The parameter "filter" of the list and of the live stream, of a real agent.</summary>
public sealed class FilterApiTests
{
    [Fact]
    public async Task The_store_finds_for_each_case_of_the_table_the_same_rows()
    {
        var clock = new FakeClock();
        clock.Advance(FilterCases.Now - clock.GetUtcNow());
        await using TestAgent agent = await TestAgent.StartAsync(clock: clock);
        foreach (JsonElement row in FilterCases.Rows)
        {
            await agent.SendAsync(FilterCases.RequestOf(row));
        }

        await agent.SettleAsync();
        foreach ((string text, long[] expected) in FilterCases.Finding.Where(one => one.Filter.Length > 0))
        {
            JsonElement[] rows = await agent.RowsAsync("filter=" + Uri.EscapeDataString(text));
            long[] found = [.. rows.Select(row => FilterCases.IdOf(row.GetProperty("span_id").GetString()!)).Order()];
            Assert.True(expected.SequenceEqual(found), $"{text} found {string.Join(' ', found)}");
        }
    }

    [Fact]
    public async Task A_filter_that_cannot_be_read_is_a_problem_that_says_where()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        foreach (string path in new[] { "/api/v1/exchanges", "/api/v1/live" })
        {
            foreach ((string text, string message, int start, int end) in FilterCases.Failing)
            {
                JsonElement problem = await agent.GetAsync($"{path}?filter={Uri.EscapeDataString(text)}", HttpStatusCode.BadRequest);
                Assert.Equal(
                    ("filter", message, start, end),
                    (problem.GetProperty("parameter").GetString(), problem.GetProperty("detail").GetString(), problem.GetProperty("start").GetInt32(),
                        problem.GetProperty("end").GetInt32()));
            }
        }
    }

    [Theory]
    [InlineData("/api/v1/exchanges?filter=", "filter")]
    [InlineData("/api/v1/exchanges?filter=a&filter=b", "filter")]
    [InlineData("/api/v1/live?filter=", "filter")]
    [InlineData("/api/v1/live?status=500", "status")]
    public async Task What_would_be_left_out_in_silence_is_a_problem(string path, string parameter)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        Assert.Equal(parameter, (await agent.GetAsync(path, HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task A_filter_holds_beside_the_other_parameters_and_over_pages()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync([.. Enumerable.Range(0, 30).Select(i => new TestSpan
        {
            Path = $"/Items/{i}", Status = i % 3 == 0 ? 500 : 200, StartNs = TestSpan.BaseTimeNs + i,
        })]);

        string query = "/api/v1/exchanges?limit=4&q=items&filter=" + Uri.EscapeDataString("status>=500 ITEMS");
        var paths = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            JsonElement page = await agent.GetAsync(query + (cursor.Length > 0 ? "&cursor=" + cursor : ""));
            paths.AddRange(page.GetProperty("exchanges").EnumerateArray().Select(row => row.GetProperty("path").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"/Items/{27 - (3 * i)}"), paths);
    }

    [Fact]
    public async Task The_live_stream_brings_only_what_its_filter_finds()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        var address = new Uri(agent.Web, "/api/v1/live?filter=" + Uri.EscapeDataString("status>=500 -path:/health*"));
        using var reader = new StreamReader(await agent.Client.GetStreamAsync(address));
        Assert.Equal((": live", ""), (await reader.ReadLineAsync(), await reader.ReadLineAsync()));

        await agent.StoreAsync(
            new TestSpan { Path = "/fine" }, new TestSpan { Path = "/healthz", Status = 503 }, new TestSpan { Path = "/broken", Status = 500 });

        Assert.Equal("event: exchange", await reader.ReadLineAsync());
        Assert.Contains("\"path\":\"/broken\"", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }
}
