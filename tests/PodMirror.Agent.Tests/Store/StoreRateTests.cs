using PodMirror.Agent.Metrics;
using PodMirror.Agent.Store;
using PodMirror.Agent.Tests.Queue;

namespace PodMirror.Agent.Tests.Store;

public sealed class StoreRateTests
{
    [Fact]
    public void What_quiet_seconds_saved_up_may_be_used_at_once_and_no_more()
    {
        var clock = new MovableClock();
        var rate = new StoreRate(100, clock);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.InRange(Taken(rate), 1000, 1010);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.InRange(Taken(rate), 200, 210);
    }

    [Fact]
    public void A_rate_of_none_stores_none()
    {
        var clock = new MovableClock();
        var rate = new StoreRate(0, clock);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, Taken(rate));
    }

    [Fact]
    public async Task What_the_store_leaves_out_is_counted_and_the_ledger_adds_up()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { StoreMaxSpansPerSecond = 1 });
        for (int i = 0; i < 5; i++)
        {
            await agent.SendAsync(TestRequest.Of([.. Enumerable.Range(0, 20).Select(_ => new TestSpan())]));
        }

        await agent.SettleAsync();
        long stored = agent.App.Metrics.SpansStored.Value;
        Assert.InRange(stored, 10, 40);
        Assert.Equal(100, stored + agent.App.Metrics.SpansDropped[StoreDropReason.Rate]);
    }

    [Fact]
    public void What_an_earlier_attempt_has_settled_is_neither_stored_nor_counted_again()
    {
        using var harness = new StoreHarness();
        using StoreSession session = harness.Open();
        byte[] request = TestRequest.Of([.. Enumerable.Range(0, 10).Select(_ => new TestSpan())]);
        harness.Write(session, request);
        Assert.Equal(10, session.Settled);

        harness.Write(session, request, skip: 10);
        harness.Write(session, request, skip: 4);

        Assert.Equal((10, 6), (harness.Metrics.SpansStored.Value, harness.Metrics.SpansDuplicate.Value));
    }

    private static int Taken(StoreRate rate)
    {
        int taken = 0;
        while (taken < 1_000_000 && rate.TryTake())
        {
            taken++;
        }

        return taken;
    }
}
