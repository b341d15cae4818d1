using CsCheck;
using PodMirror.Catalog.Statistics;

namespace PodMirror.Catalog.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public void A_quantile_is_within_the_error_of_the_truth() =>
        Gen.Long[1, LatencySketch.MostMicros].Array[1, 200].Sample(durations =>
        {
            var sketch = new LatencySketch();
            Array.ForEach(durations, sketch.Add);
            Array.Sort(durations);
            foreach (double part in new[] { 0, 0.5, 0.95, 0.99, 1 })
            {
                double truth = durations[(int)(part * (durations.Length - 1))];
                double error = truth * LatencySketch.RelativeError * 1.001;
                Assert.InRange(sketch.Quantile(part), truth - error, truth + error);
            }
        });

    [Fact]
    public void Two_sketches_add_up_to_the_one_of_all() =>
        Gen.Select(Gen.Long[0, 10_000_000].Array, Gen.Long[0, 10_000_000].Array).Sample((first, second) =>
        {
            var sum = new LatencySketch();
            var other = new LatencySketch();
            var all = new LatencySketch();
            Array.ForEach(first, sum.Add);
            Array.ForEach(second, other.Add);
            Array.ForEach([.. first, .. second], all.Add);
            sum.Absorb(other);
            Assert.Equal(all.Total, sum.Total);
            Assert.All(new[] { 0.1, 0.5, 0.9 }, p => Assert.Equal(all.Quantile(p), sum.Quantile(p)));
        });

    [Fact]
    public void A_minute_is_told_of_until_it_is_too_old()
    {
        var series = new MinuteSeries();
        series.Add(1000, 3, 1);
        series.Add(1000 + MinuteSeries.Minutes - 1, 2, 0);
        Assert.Equal((1000L, 3u, 1u), series.At(0));
        series.Add(1000, 1, 0);
        Assert.Equal(4u, series.At(0).Calls);
        series.Add(1000 + MinuteSeries.Minutes, 1, 0);
        Assert.Equal((1001L, 0u, 0u), series.At(0));
        series.Add(1000, 5, 5);
        Assert.Equal(3u, (uint)Enumerable.Range(0, MinuteSeries.Minutes).Sum(i => series.At(i).Calls));
    }

    [Fact]
    public void The_most_frequent_caller_is_kept_among_any_number()
    {
        var names = new TopNames();
        for (int i = 0; i < 10_000; i++)
        {
            names.Add(i % 4 == 0 ? "often" : $"once{i}", 1);
        }

        Assert.Equal(TopNames.Places, names.Names.Count);
        CountedName often = names.Names.Single(n => n.Name == "often");
        Assert.InRange(often.Count - often.Error, 1, 2500);
        Assert.True(often.Count >= 2500);
    }

    [Theory]
    [InlineData(100, 0, 0, AuthEvidence.BearerJwt)]
    [InlineData(96, 4, 3, AuthEvidence.BearerJwt)]
    [InlineData(50, 50, 0, AuthEvidence.None)]
    [InlineData(0, 100, 0, AuthEvidence.None)]
    [InlineData(60, 40, 50, AuthEvidence.BearerJwt)]
    [InlineData(60, 40, 3, AuthEvidence.None)]
    public void What_answered_calls_nearly_always_have_is_asked_for(int with, int without, int refused, AuthEvidence kind)
    {
        var tally = new AuthTally();
        Repeat(with, () => tally.Add(200, AuthEvidence.BearerJwt, "", ""));
        Repeat(without, () => tally.Add(200, AuthEvidence.None, "", ""));
        Repeat(refused, () => tally.Add(401, AuthEvidence.None, "", ""));
        Assert.Equal(kind, tally.Kind());
    }

    [Fact]
    public void Two_kinds_of_which_each_call_has_one_are_both_ways()
    {
        var tally = new AuthTally();
        Repeat(30, () => tally.Add(200, AuthEvidence.BearerOpaque, "", ""));
        Repeat(70, () => tally.Add(200, AuthEvidence.ApiKeyHeader, "x-api-key", ""));
        Assert.Equal(AuthEvidence.BearerOpaque | AuthEvidence.ApiKeyHeader, tally.Kind());
        Assert.Equal("x-api-key", tally.ApiKeyName);
    }

    private static void Repeat(int times, Action action)
    {
        for (int i = 0; i < times; i++)
        {
            action();
        }
    }
}
