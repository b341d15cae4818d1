using System.Globalization;
using PodMirror.Exchange;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests.Metrics;

public sealed class LedgerMetricTests
{
    public static TheoryData<string> Sets => ["mirror", "tme"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_counter_is_in_exactly_one_metric(string name)
    {
        LedgerMetricSet set = Set(name, out int counters);
        IEnumerable<int> wanted = Enumerable.Range(0, counters).Where(counter => name != "mirror" || counter != (int)MirrorCounter.FilesTruncated);
        Assert.Equal(wanted, set.Metrics.SelectMany(metric => metric.Points).Select(point => point.Counter).Order());
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Names_and_units_have_the_forms_of_OpenTelemetry(string name)
    {
        LedgerMetricSet set = Set(name, out _);
        Assert.All(set.Metrics, metric => Assert.Matches(@"^podmirror\.(mirror|tme)(\.[a-z]+(_[a-z]+)*)+$", metric.Name));
        Assert.All(set.Metrics, metric => Assert.Matches(@"^(By|\[ppth\]|\{[a-z]+\})$", metric.Unit));
        Assert.All(set.Metrics, metric => Assert.StartsWith($"podmirror.{name}.", metric.Name, StringComparison.Ordinal));
        Assert.Equal(set.Metrics.Count, set.Metrics.Select(metric => metric.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_point_is_found_again_by_its_name_and_its_attribute_alone(string name)
    {
        LedgerMetricSet set = Set(name, out _);
        foreach (LedgerMetric metric in set.Metrics)
        {
            foreach (LedgerPoint point in metric.Points)
            {
                Assert.True(set.TryFind(metric.Name, metric.Attribute, point.Value, out LedgerMetric? found, out int counter));
                Assert.Equal((metric, point.Counter), (found, counter));
                Assert.False(set.TryFind(metric.Name, "other", point.Value, out _, out _));
                Assert.False(set.TryFind(metric.Name, metric.Attribute, "other", out _, out _));
            }
        }

        Assert.False(set.TryFind("podmirror.other", null, null, out _, out _));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_table_in_the_documentation_is_the_table_of_the_code(string name)
    {
        string[] rows = File.ReadAllLines(Path.Combine(TestData.Repository(), "docs", "metrics.md"));
        foreach (LedgerMetric metric in Set(name, out _).Metrics)
        {
            string values = string.Join(", ", metric.Points.Where(point => point.Value is not null).Select(point => $"`{point.Value}`"));
            string split = metric.Attribute is null ? "" : string.Create(CultureInfo.InvariantCulture, $"`{metric.Attribute}`: {values}");
            Assert.Contains($"| `{metric.Name}` | {Word(metric.Kind)} | `{metric.Unit}` | {split} | {metric.Description} |", rows);
        }
    }

    private static string Word(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.UpDownCounter => "up-down",
        _ => "gauge",
    };

    private static LedgerMetricSet Set(string name, out int counters)
    {
        counters = name == "mirror" ? MirrorLedger.Count : TmeLedger.Count;
        return name == "mirror" ? MirrorMetrics.All : TmeMetrics.All;
    }
}
