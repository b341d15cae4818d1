using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>
/// One ledger over all Pods: of counters what they counted while this agent listened, so that neither a Pod that goes nor an agent that begins lets
/// them jump; of levels the sum of now; of what is measured the largest of now; of identifiers how many different ones there are now.
/// </summary>
/// <param name="metrics">What the counters are called.</param>
/// <param name="counters">How many there are.</param>
internal sealed class SidecarTotals(LedgerMetricSet metrics, int counters)
{
    // Of numbers that anybody may send: a double neither wraps nor throws.
    private readonly double[] _grown = new double[counters];

    /// <summary>Of the mirrors.</summary>
    public static SidecarTotals OfMirrors() => new(MirrorMetrics.All, MirrorLedger.Count);

    /// <summary>Of every tme.</summary>
    public static SidecarTotals OfTmes() => new(TmeMetrics.All, TmeLedger.Count);

    /// <summary>What the counters are called.</summary>
    public LedgerMetricSet Metrics => metrics;

    /// <summary>Takes the growth of a counter.</summary>
    public void Add(int counter, long growth) => _grown[counter] += growth;

    /// <summary>The value of a counter over all Pods.</summary>
    /// <param name="metric">Its metric.</param>
    /// <param name="counter">Which counter.</param>
    /// <param name="ledgers">The ledgers of now.</param>
    public double Of(LedgerMetric metric, int counter, IEnumerable<LastLedger> ledgers) => metric.Kind switch
    {
        MetricKind.Counter => _grown[counter],
        MetricKind.UpDownCounter => ledgers.Sum(ledger => (double)ledger[counter]),
        _ when metric.IsIdentifier => ledgers.Select(ledger => ledger[counter]).Where(identifier => identifier != 0).Distinct().Count(),
        _ => ledgers.Select(ledger => (double)ledger[counter]).DefaultIfEmpty().Max(),
    };
}
