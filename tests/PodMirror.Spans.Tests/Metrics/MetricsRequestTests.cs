using PodMirror.Exchange;

namespace PodMirror.Spans.Tests.Metrics;

public sealed class MetricsRequestTests
{
    private const long Start = 1_700_000_000_000_000_000;
    private const long Now = Start + 60_000_000_000;

    [Fact]
    public void A_request_tells_its_resource_its_scope_and_every_counter()
    {
        List<ReadMetric> metrics = ReadMetric.OfRequest(Write(Numbered()), out Dictionary<string, object> resource, out string scope);

        Assert.Equal(("shop", "podmirror"), (resource["service.name"], scope));
        Assert.Equal(MirrorMetrics.All.Metrics.Select(metric => metric.Name), metrics.Select(metric => metric.Name));
        Assert.Equal(MirrorMetrics.All.Metrics.Select(metric => metric.Unit), metrics.Select(metric => metric.Unit));
        Assert.Equal(MirrorMetrics.All.Metrics.Select(metric => metric.Kind), metrics.Select(metric => metric.Kind));
        Assert.All(metrics, metric => Assert.NotEmpty(metric.Description));
        Assert.All(metrics.SelectMany(metric => metric.Points), point => Assert.Equal((ulong)Now, point.Time));
    }

    [Fact]
    public void Sums_tell_since_when_they_count_and_gauges_have_nothing_to_count_from()
    {
        foreach (ReadMetric metric in ReadMetric.OfRequest(Write(Numbered()), out _, out _))
        {
            Assert.All(metric.Points, point => Assert.Equal(metric.Kind == MetricKind.Gauge ? 0UL : Start, point.Start));
        }
    }

    [Fact]
    public void Counters_of_a_family_are_told_apart_by_an_attribute()
    {
        List<ReadMetric> metrics = ReadMetric.OfRequest(Write(Numbered()), out _, out _);

        ReadMetric dropped = metrics.Single(metric => metric.Name == "podmirror.mirror.exchanges.dropped");
        Assert.Equal(
            [
                ("podmirror.reason=socket_full", (long)MirrorCounter.ExchangesDroppedSocketFull),
                ("podmirror.reason=no_peer", (long)MirrorCounter.ExchangesDroppedNoPeer),
                ("podmirror.reason=too_large", (long)MirrorCounter.ExchangesDroppedTooLarge),
            ],
            dropped.Points.Select(point => (point.Attribute, point.Value)));
        Assert.Equal("", Assert.Single(metrics.Single(metric => metric.Name == "podmirror.mirror.exchanges.sent").Points).Attribute);
    }

    [Fact]
    public void The_ledger_adds_up_in_metrics()
    {
        var ledger = new MirrorLedger();
        ledger[MirrorCounter.PacketsSeen] = 12;
        ledger[MirrorCounter.PacketsTcp] = 9;
        ledger[MirrorCounter.PacketsMalformed] = 3;
        ledger[MirrorCounter.ExchangesBuilt] = 5;
        ledger[MirrorCounter.ExchangesSent] = 3;
        ledger[MirrorCounter.ExchangesDroppedNoPeer] = 2;
        ledger[MirrorCounter.ExchangesAcknowledged] = 1;
        ledger[MirrorCounter.ExchangesInFlight] = 2;
        Assert.Null(ledger.FirstImbalance());

        var sums = ReadMetric.OfRequest(Write(ledger), out _, out _)
            .ToDictionary(metric => metric.Name["podmirror.mirror.".Length..], metric => metric.Points.Sum(point => point.Value));

        Assert.Equal(sums["packets"], sums["packets.read"]);
        Assert.Equal(sums["exchanges"], sums["exchanges.sent"] + sums["exchanges.filtered"] + sums["exchanges.dropped"]);
        Assert.Equal(sums["exchanges.sent"], sums["exchanges.acknowledged"] + sums["exchanges.unacknowledged"] + sums["exchanges.in_flight"]);
    }

    [Fact]
    public void A_request_is_written_anew_each_time()
    {
        var request = new MetricsRequest(new SpanSource([]));
        request.Begin();
        request.Add(TmeMetrics.All, new TmeLedger().Counts, Start, Now);
        byte[] first = request.Finish().ToArray();

        request.Begin();
        request.Add(TmeMetrics.All, new TmeLedger().Counts, Start, Now);

        Assert.Equal(first, request.Finish().ToArray());
    }

    [Fact]
    public void A_request_that_no_receiver_would_take_is_none()
    {
        var request = new MetricsRequest(new SpanSource([new("large", new string('x', (4 * 1024 * 1024) - 100))]));
        request.Begin();
        request.Add(TmeMetrics.All, new TmeLedger().Counts, Start, Now);
        Assert.True(request.Finish().IsEmpty);
    }

    // Each counter counts its own position.
    private static MirrorLedger Numbered()
    {
        var ledger = new MirrorLedger();
        ledger.CopyFrom([.. Enumerable.Range(0, MirrorLedger.Count).Select(i => (long)i)]);
        return ledger;
    }

    private static byte[] Write(MirrorLedger ledger)
    {
        var request = new MetricsRequest(new SpanSource([new("service.name", "shop")]));
        request.Begin();
        request.Add(MirrorMetrics.All, ledger.Counts, Start, Now);
        return request.Finish().ToArray();
    }
}
