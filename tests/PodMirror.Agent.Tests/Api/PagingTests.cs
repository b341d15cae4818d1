using System.Text.Json;

namespace PodMirror.Agent.Tests.Api;

public sealed class PagingTests
{
    [Fact]
    public async Task Pages_show_every_row_once_while_new_rows_arrive()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        // Many rows have the same time, so that the pages also part rows that only their ids tell apart.
        TestSpan[] spans = [.. Enumerable.Range(0, 250).Select(i => new TestSpan { Path = $"/{i}", StartNs = TestSpan.BaseTimeNs + (i / 40) })];
        await agent.StoreAsync(spans);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            JsonElement page = await agent.GetAsync("/api/v1/exchanges?limit=30" + (cursor is null ? "" : "&cursor=" + cursor));
            seen.AddRange(page.GetProperty("exchanges").EnumerateArray().Select(e => e.GetProperty("path").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
            await agent.StoreAsync(new TestSpan { Path = "/late", StartNs = TestSpan.BaseTimeNs + 1_000_000 });
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 250).Reverse().Select(i => $"/{i}"), seen);
    }

    [Fact]
    public async Task A_last_page_that_is_full_has_no_next()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan(), new TestSpan());
        JsonElement page = await agent.GetAsync("/api/v1/exchanges?limit=2");
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next_cursor").ValueKind);
        Assert.Equal(2, page.GetProperty("exchanges").GetArrayLength());
    }

    [Fact]
    public async Task A_span_that_claims_to_be_of_the_future_is_listed_by_its_arrival()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan { Path = "/future", StartNs = long.MaxValue - 10 });
        await agent.StoreAsync(new TestSpan { Path = "/now", StartNs = Agent.Store.UnixTime.Nanoseconds(TimeProvider.System.GetUtcNow()) });
        Assert.Equal(["/now", "/future"], await agent.PathsAsync(""));
    }
}
