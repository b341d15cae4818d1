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

    /// <summary>A number by which something is known.</summary>
    internal LedgerMetric Identifier(string name, string unit, TCounter counter, string description) =>
        new(prefix + name, unit, MetricKind.Gauge, description, attribute: null, new LedgerPoint(Position(counter), null)) { IsIdentifier = true };

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

    /// <summary>All metrics of the ledger: the given families, and those of the process, which every ledger has by the same names.</summary>
    /// <param name="item">What the process makes of each exchange, for people: "span".</param>
    /// <param name="families">The metrics that are this ledger's own.</param>
    internal LedgerMetricSet Set(string item, params ReadOnlySpan<LedgerMetric[]> families)
    {
        var metrics = new List<LedgerMetric>();
        foreach (LedgerMetric[] family in families)
        {
            metrics.AddRange(family);
        }

        metrics.AddRange(Process(item));
        return new LedgerMetricSet(prefix, metrics);
    }

    private LedgerMetric[] Process(string item) =>
    [
        Gauge(
            "detail.reduced", "{level}", Named("DetailReduced"),
            $"What the thermostat leaves out of each {item} now: 0 nothing, 1 bodies, 2 header fields too."),
        Split(
            "detail.steps", "{step}", MetricAttributes.Step, "detail_steps_",
            "Times the thermostat began to leave more out (down), or less again (up).",
            Named("DetailStepsDown"), Named("DetailStepsUp")),
        Gauge("cpu.utilization", "[ppth]", Named("CpuPermille"), "CPU used in the last seconds, in thousandths of the limit."),
        Gauge("memory.usage", "By", Named("MemoryBytes"), "Memory that is resident now."),
        Identifier(
            "settings.version", "{version}", Named("SettingsVersion"), "Which document of settings it runs by: a number, 0 before the first."),
        Split(
            "settings", "{document}", MetricAttributes.Outcome, "settings_", "Documents of settings that came, by what became of them.",
            Named("SettingsTaken"), Named("SettingsRefused")),
    ];

    private static TCounter Named(string name) => Enum.Parse<TCounter>(name);

    private LedgerMetric Make(string name, string unit, MetricKind kind, TCounter counter, string description) =>
        new(prefix + name, unit, kind, description, attribute: null, new LedgerPoint(Position(counter), null));

    private static int Position(TCounter counter) => Unsafe.As<TCounter, int>(ref counter);
}
