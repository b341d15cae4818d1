using CsCheck;
using PodMirror.Exchange;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests.Budget;

public sealed class SpanBudgetTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(10, 5, 10)]
    [InlineData(3, 1, 3)]
    [InlineData(1000, 500, 1000)]
    [InlineData(BudgetLimits.MaxPerSecond, 500_000, 1_000_000)]
    public void Of_a_burst_half_of_the_limit_is_whole_then_spans_are_reduced_and_then_counted(int limit, int whole, int all)
    {
        var budget = new SpanBudget(_time) { Limits = new BudgetLimits { SpansPerSecond = limit } };
        Detail[] details = Take(budget, new Sample(), all + 10);

        Assert.All(details[..whole], detail => Assert.Equal(Detail.Full, detail));
        Assert.All(details[whole..all], detail => Assert.Equal(Detail.WithoutFields, detail));
        Assert.All(details[all..], detail => Assert.Equal(Detail.CountOnly, detail));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(999)]
    [InlineData(10_000)]
    public void A_load_above_the_limit_gets_the_limit_each_second(int limit)
    {
        var budget = new SpanBudget(_time) { Limits = new BudgetLimits { SpansPerSecond = limit } };
        Take(budget, new Sample(), limit + 1);
        int all = 0;
        int whole = 0;
        for (int step = 0; step < 1000; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            Detail[] details = Take(budget, new Sample(), (limit / 20) + 1);
            all += details.Count(detail => detail != Detail.CountOnly);
            whole += details.Count(detail => detail == Detail.Full);
        }

        Assert.InRange(all, 9.9 * limit, (10.1 * limit) + 1);
        Assert.InRange(whole, 4.9 * limit, (5.1 * limit) + 1);
    }

    [Fact]
    public void No_second_has_more_than_two_bursts_of_spans_whatever_comes_when()
    {
        Check.Sample(Gen.Select(Gen.Int[1, 50], Gen.Int[0, 200].Array[1, 300]), (limit, gapsMs) =>
        {
            var time = new ManualTime();
            var budget = new SpanBudget(time) { Limits = new BudgetLimits { SpansPerSecond = limit } };
            var told = new List<long>();
            foreach (int gap in gapsMs)
            {
                time.Advance(TimeSpan.FromMilliseconds(gap));
                if (budget.Take(new Sample().ToExchange(), Detail.Full) != Detail.CountOnly)
                {
                    told.Add(time.GetTimestamp());
                }
            }

            foreach (long begin in told)
            {
                Assert.True(told.Count(at => at >= begin && at < begin + TimeSpan.TicksPerSecond) <= 2 * limit);
            }
        });
    }

    [Theory]
    [InlineData(Detail.Full)]
    [InlineData(Detail.WithoutBodies)]
    [InlineData(Detail.WithoutFields)]
    [InlineData(Detail.CountOnly)]
    public void Without_limits_everything_is_told_as_it_was_wanted(Detail wanted)
    {
        var budget = new SpanBudget(_time);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(wanted, budget.Take(new Sample().ToExchange(), wanted)));
    }

    [Fact]
    public void No_more_is_told_than_was_wanted()
    {
        var budget = new SpanBudget(_time) { Limits = new BudgetLimits { SpansPerSecond = 4, SpansPerEndpointPerSecond = 4 } };

        Assert.Equal(
            [Detail.WithoutBodies, Detail.WithoutBodies, Detail.WithoutFields, Detail.WithoutFields, Detail.CountOnly],
            Enumerable.Range(0, 5).Select(_ => budget.Take(new Sample().ToExchange(), Detail.WithoutBodies)));
    }

    [Fact]
    public void A_busy_endpoint_takes_nothing_from_the_others()
    {
        var budget = new SpanBudget(_time) { Limits = new BudgetLimits { SpansPerSecond = 100, SpansPerEndpointPerSecond = 10 } };
        Detail[] busy = Take(budget, new Sample { Target = "/health" }, 100_000);
        Detail[] quiet = Take(budget, new Sample { Target = "/orders/7" }, 5);

        Assert.Equal(10, busy.Count(detail => detail != Detail.CountOnly));
        Assert.All(quiet, detail => Assert.Equal(Detail.Full, detail));
    }

    [Fact]
    public void New_limits_hold_at_once()
    {
        var budget = new SpanBudget(_time) { Limits = new BudgetLimits { SpansPerSecond = 2 } };
        Assert.Equal(Detail.CountOnly, Take(budget, new Sample(), 10)[^1]);

        budget.Limits = BudgetLimits.None;
        Assert.Equal(Detail.Full, Take(budget, new Sample(), 10)[^1]);

        budget.Limits = new BudgetLimits { SpansPerEndpointPerSecond = 2 };
        Assert.Equal(Detail.CountOnly, Take(budget, new Sample(), 10)[^1]);
    }

    [Fact]
    public void An_exchange_without_its_request_has_a_budget_too()
    {
        var budget = new SpanBudget(_time) { Limits = new BudgetLimits { SpansPerEndpointPerSecond = 2 } };

        Assert.Equal(Detail.CountOnly, Take(budget, new Sample { HasRequest = false }, 3)[^1]);
    }

    [Fact]
    public void Taking_allocates_nothing()
    {
        var budget = new SpanBudget(_time) { Limits = new BudgetLimits { SpansPerSecond = 1000, SpansPerEndpointPerSecond = 10 } };
        byte[] body = new Sample { Target = "/users/1/orders?x=y" }.ToRecord()[RecordFormat.HeaderBytes..];

        Assert.Equal(0, Allocation.Least(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                ExchangeRecord.TryRead(body, out ExchangeRecord exchange);
                budget.Take(exchange, Detail.Full);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    private static Detail[] Take(SpanBudget budget, Sample sample, int count)
    {
        var details = new Detail[count];
        ExchangeRecord exchange = sample.ToExchange();
        for (int i = 0; i < count; i++)
        {
            details[i] = budget.Take(exchange, Detail.Full);
        }

        return details;
    }
}
