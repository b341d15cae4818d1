using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Agent.Tests;

/// <summary>ExportMetricsServiceRequest messages: as tme writes them, and put together by hand.</summary>
internal static class TestMetrics
{
    public const long StartNs = 1_800_000_000_000_000_000;

    /// <summary>What tme of a Pod sends.</summary>
    public static byte[] Of(string pod, MirrorLedger? mirror, TmeLedger? tme, long startNs = StartNs, long seconds = 60)
    {
        var request = new MetricsRequest(new SpanSource(
            [new("service.name", "shop"), new("k8s.namespace.name", "default"), new("k8s.pod.name", pod)]));
        request.Begin();
        long timeNs = startNs + (seconds * 1_000_000_000);
        request.Add(TmeMetrics.All, (tme ?? new TmeLedger()).Counts, startNs, timeNs);
        if (mirror is not null)
        {
            request.Add(MirrorMetrics.All, mirror.Counts, startNs, timeNs);
        }

        return request.Finish().ToArray();
    }

    /// <summary>A ledger of a mirror that built so many exchanges, of which it dropped some for want of a tme.</summary>
    public static MirrorLedger Mirror(long built, long dropped)
    {
        var ledger = new MirrorLedger();
        ledger[MirrorCounter.ExchangesBuilt] = built;
        ledger[MirrorCounter.ExchangesSent] = built - dropped;
        ledger[MirrorCounter.ExchangesAcknowledged] = built - dropped;
        ledger[MirrorCounter.ExchangesDroppedNoPeer] = dropped;
        return ledger;
    }

    /// <summary>A ledger of a tme that received so many exchanges, which are all exported but those that are pending.</summary>
    public static TmeLedger Tme(long received, long pending = 0)
    {
        var ledger = new TmeLedger();
        ledger[TmeCounter.ExchangesReceived] = received;
        ledger[TmeCounter.ExchangesExported] = received - pending;
        ledger[TmeCounter.ExchangesPending] = pending;
        return ledger;
    }

    /// <summary>A request with the given Metric messages.</summary>
    public static byte[] OfRaw(byte[] resource, string scope, params byte[][] metrics) => Proto.Message(
        1,
        Proto.Message(1, resource),
        Proto.Message(2, [Proto.Message(1, Proto.Text(1, scope)), .. metrics.Select(metric => Proto.Message(2, metric))]));

    /// <summary>A cumulative monotonic Sum with the given points.</summary>
    public static byte[] Sum(string name, params byte[][] points) => Proto.Join(
        Proto.Text(1, name), Proto.Message(7, [.. points.Select(point => Proto.Message(1, point)), Proto.Varint(2, 2), Proto.Varint(3, 1)]));

    /// <summary>A NumberDataPoint with a whole number.</summary>
    public static byte[] Point(long value, params byte[][] attributes) => Proto.Join(
        Proto.Fixed64(2, StartNs), Proto.Fixed64(3, StartNs + 1), Proto.Fixed64(6, (ulong)value),
        Proto.Join([.. attributes.Select(attribute => Proto.Message(7, attribute))]));
}
