using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Sidecars;
using PodMirror.Agent.Store;
using PodMirror.Exchange;

namespace PodMirror.Agent.Tests.Sidecars;

public sealed class SidecarTableTests
{
    private readonly FakeClock _clock = new();
    private readonly AgentMetrics _metrics = new();
    private readonly SidecarTable _table;
    private readonly MetricsIntake _intake;

    public SidecarTableTests()
    {
        _table = new SidecarTable(_metrics, _clock);
        _intake = new MetricsIntake(_table);
    }

    // After the clock's now, so that it was heard from its beginning on.
    private long StartNs => UnixTime.Nanoseconds(_clock.GetUtcNow());

    [Fact]
    public void The_last_values_of_a_Pod_are_kept()
    {
        Send(TestMetrics.Of("a", TestMetrics.Mirror(5, 1), TestMetrics.Tme(4, pending: 1), StartNs, 60));
        Send(TestMetrics.Of("a", TestMetrics.Mirror(9, 2), TestMetrics.Tme(7), StartNs, 120));

        SidecarPod pod = Assert.Single(Pods());
        Assert.Equal(new SidecarKey("default", "a", "shop"), pod.Key);
        Assert.Equal((9, 2), (pod.Mirror[(int)MirrorCounter.ExchangesBuilt], pod.Mirror[(int)MirrorCounter.ExchangesDroppedNoPeer]));
        Assert.Equal((7, 0), (pod.Tme[(int)TmeCounter.ExchangesReceived], pod.Tme[(int)TmeCounter.ExchangesPending]));
        Assert.Equal(0, _metrics.PointsIgnored.Total);
        Assert.Equal(_metrics.PointsReceived.Value, _metrics.PointsKept.Value);
    }

    [Fact]
    public void A_restart_begins_at_0_again_and_the_sum_only_grows()
    {
        Send(TestMetrics.Of("a", TestMetrics.Mirror(100, 0), null, StartNs, 60));
        Send(TestMetrics.Of("a", TestMetrics.Mirror(3, 0), null, StartNs + 1_000_000_000, 60));

        Assert.Equal(3, Assert.Single(Pods()).Mirror[(int)MirrorCounter.ExchangesBuilt]);
        Assert.Equal(103, Total(MirrorCounter.ExchangesBuilt));
    }

    [Fact]
    public void What_comes_late_changes_nothing_and_is_counted()
    {
        Send(TestMetrics.Of("a", TestMetrics.Mirror(9, 0), null, StartNs + 10, 120));
        long kept = _metrics.PointsKept.Value;
        Send(TestMetrics.Of("a", TestMetrics.Mirror(5, 0), null, StartNs + 10, 60));
        Send(TestMetrics.Of("a", TestMetrics.Mirror(500, 0), null, StartNs, 60));

        Assert.Equal(9, Assert.Single(Pods()).Mirror[(int)MirrorCounter.ExchangesBuilt]);
        Assert.Equal(9, Total(MirrorCounter.ExchangesBuilt));
        Assert.Equal(2 * kept, _metrics.PointsIgnored[PointIgnoreReason.Outdated]);
    }

    [Fact]
    public void The_same_request_twice_adds_nothing()
    {
        byte[] request = TestMetrics.Of("a", TestMetrics.Mirror(9, 0), null, StartNs, 60);
        Send(request);
        Send(request);
        Assert.Equal((9, 0), (Total(MirrorCounter.ExchangesBuilt), _metrics.PointsIgnored.Total));
    }

    [Fact]
    public void What_a_Pod_counted_before_this_agent_began_is_no_growth()
    {
        long before = StartNs - 1_000_000_000;
        Send(TestMetrics.Of("a", TestMetrics.Mirror(100, 0), null, before, 60));
        Assert.Equal(0, Total(MirrorCounter.ExchangesBuilt));

        Send(TestMetrics.Of("a", TestMetrics.Mirror(107, 0), null, before, 120));
        Assert.Equal((7, 107), (Total(MirrorCounter.ExchangesBuilt), Pods()[0].Mirror[(int)MirrorCounter.ExchangesBuilt]));
    }

    [Fact]
    public void A_Pod_that_says_nothing_is_forgotten_and_what_it_counted_stays_in_the_sum()
    {
        long start = StartNs;
        Send(TestMetrics.Of("a", TestMetrics.Mirror(5, 0), TestMetrics.Tme(5, pending: 2), start, 60));
        _clock.Advance(SidecarLimits.MaxAge);
        Assert.Single(Pods());
        Assert.Equal(2, Level(TmeCounter.ExchangesPending));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(Pods());
        Assert.Equal((5, 0), (Total(MirrorCounter.ExchangesBuilt), Level(TmeCounter.ExchangesPending)));

        // It comes back: what it said before it was forgotten is not counted twice.
        Send(TestMetrics.Of("a", TestMetrics.Mirror(6, 0), null, start, 6000));
        Send(TestMetrics.Of("a", TestMetrics.Mirror(8, 0), null, start, 6060));
        Assert.Equal(7, Total(MirrorCounter.ExchangesBuilt));
    }

    [Fact]
    public void There_are_as_many_Pods_as_may_be_and_those_that_are_known_go_on()
    {
        for (int i = 0; i < SidecarLimits.MaxPods; i++)
        {
            Send(One($"pod-{i}", 1));
        }

        Send(One("one-more", 1));
        Send(One("pod-0", 2));
        Assert.Equal(SidecarLimits.MaxPods, Pods().Count);
        Assert.Equal(1, _metrics.PointsIgnored[PointIgnoreReason.TooManyPods]);

        _clock.Advance(SidecarLimits.MaxAge + TimeSpan.FromSeconds(1));
        Send(One("one-more", 1));
        Assert.Equal("one-more", Assert.Single(Pods()).Key.Pod);
    }

    [Fact]
    public void A_sender_without_a_Pod_is_known_by_its_service()
    {
        byte[] resource = Proto.Message(1, Proto.Attribute("service.name", "laptop"));
        Send(TestMetrics.OfRaw(resource, "podmirror", TestMetrics.Sum("podmirror.tme.exchanges", TestMetrics.Point(1))));
        Assert.Equal(new SidecarKey("", "", "laptop"), Assert.Single(Pods()).Key);
    }

    private static byte[] One(string pod, long value) => TestMetrics.OfRaw(
        TestRequest.Resource("shop", "default", pod), "podmirror", TestMetrics.Sum("podmirror.tme.exchanges", TestMetrics.Point(value)));

    private void Send(byte[] request) => Assert.Null(_intake.Accept(Payload.Copy(request), new BudgetLease(new ByteBudget(1 << 20))).Refusal);

    private IReadOnlyList<SidecarPod> Pods() => _table.Read(pods => pods);

    private double Total(MirrorCounter counter)
    {
        double value = 0;
        _table.ReadTotals((pods, mirrors, _) => value = Of(mirrors, (int)counter, pods.Select(pod => pod.Mirror)));
        return value;
    }

    private double Level(TmeCounter counter)
    {
        double value = 0;
        _table.ReadTotals((pods, _, tmes) => value = Of(tmes, (int)counter, pods.Select(pod => pod.Tme)));
        return value;
    }

    private static double Of(SidecarTotals totals, int counter, IEnumerable<LastLedger> ledgers) =>
        totals.Of(totals.Metrics.Metrics.Single(metric => metric.Points.Any(point => point.Counter == counter)), counter, ledgers);
}
