using System.Runtime.CompilerServices;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Makes the metrics of a ledger whose counters are an enum with the values 0, 1, 2 and so on.</summary>
/// <param name="prefix">What the names of the metrics begin with.</param>
internal sealed class LedgerMetricMaker<TCounter>(string prefix)
    where TCounter : struct, Enum
{
    /// <summary>A counter.</summary>
    internal LedgerMetric One(string name, string unit, TCounter counter, string description) =>
        Make(name, unit, MetricKind.Counter, counter, description);

    /// <summary>A count that goes up and down.</summary>
    internal LedgerMetric Level(string name, string unit, TCounter counter, string description) =>
        Make(name, unit, MetricKind.UpDownCounter, counter, description);

    /// <summary>What is measured now.</summary>
    internal LedgerMetric Gauge(string name, string unit, TCounter counter, string description) =>
        Make(name, unit, MetricKind.Gauge, counter, description);

    /// <summary>Counters that an attribute tells apart, whose values are their own names without what these have in common.</summary>
    internal LedgerMetric Split(
        string name, string unit, string attribute, string common, string description, params ReadOnlySpan<TCounter> counters)
    {
        var points = new LedgerPoint[counters.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = new LedgerPoint(Position(counters[i]), SnakeCase.Of(counters[i].ToString())[common.Length..]);
        }

        return new LedgerMetric(prefix + name, unit, MetricKind.Counter, description, attribute, points);
    }

    private LedgerMetric Make(string name, string unit, MetricKind kind, TCounter counter, string description) =>
        new(prefix + name, unit, kind, description, attribute: null, new LedgerPoint(Position(counter), null));

    private static int Position(TCounter counter) => Unsafe.As<TCounter, int>(ref counter);
}
