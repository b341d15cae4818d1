using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Metrics.Export;
using PodMirror.Agent.Tests.Forwarding;
using PodMirror.Agent.Tests.Queue.Disk;
using PodMirror.Spans;

namespace PodMirror.Agent.Tests.Metrics;

public sealed class OwnMetricsTests
{
    private const string Interval = "OTEL_METRIC_EXPORT_INTERVAL";

    [Fact]
    public async Task The_page_and_the_export_tell_the_same_names_labels_and_values()
    {
        ForwardTarget target = Target("http://127.0.0.1:1");
        await using TestAgent agent = await TestAgent.StartAsync(
            options => options with { Forward = [target], Grace = TimeSpan.FromMilliseconds(500) });
        await agent.SendMetricsAsync(TestMetrics.Of("a", TestMetrics.Mirror(7, 2), TestMetrics.Tme(5, 1)));
        await agent.StoreAsync(new TestSpan(), new TestSpan { TraceId = [] });
        var histogram = new DurationHistogram(0.5, 2);
        Array.ForEach((double[])[0.25, 1, 1.5, 9], seconds => histogram.Add(TimeSpan.FromSeconds(seconds)));
        agent.App.Table.Add(writer => writer.Histogram("waits", "How long.", histogram));

        // What changes meanwhile differs between two walks.
        string[] page = [];
        string[] export = [];
        await TestAgent.UntilAsync(() =>
        {
            page = Timeless(Samples(Page(agent.App.Table)));
            export = Timeless(ReadPoint.OfRequest(Request(agent.App.Table), out _).SelectMany(Lines));
            return Task.FromResult(page.SequenceEqual(Timeless(Samples(Page(agent.App.Table)))));
        });

        Assert.True(page.Length > 200, string.Join('\n', page));
        Assert.Equal(page.Order(StringComparer.Ordinal), export.Order(StringComparer.Ordinal));
        Assert.Contains("podmirror_agent_spans_accepted_total 1", export);
        Assert.Contains("podmirror_agent_sidecars_tme_exchanges_total 5", export);
        Assert.Contains("podmirror_agent_waits_seconds_bucket{le=\"2\"} 3", export);
        await agent.StopAsync();
    }

    [Fact]
    public void Sums_and_histograms_are_cumulative_and_tell_since_when_and_gauges_do_not()
    {
        var histogram = new DurationHistogram(0.5);
        histogram.Add(TimeSpan.FromSeconds(3));
        MetricTable table = new MetricTable()
            .Add(writer => writer.Counter("a", "{x}", "A.").Sample(1))
            .Add(writer => writer.Level("b", "By", "B.").Sample(-2))
            .Add(writer => writer.Gauge("c", "s", "C.").Sample(0.5, ("reason", "x"), ("target", "y")))
            .Add(writer => writer.Histogram("d", "D.", histogram));

        List<ReadPoint> points = ReadPoint.OfRequest(Request(table, startNs: 5, timeNs: 7), out _);

        Assert.Equal(["podmirror.agent.a", "podmirror.agent.b", "podmirror.agent.c", "podmirror.agent.d"], points.Select(point => point.Metric));
        Assert.Equal(["{x}", "By", "s", "s"], points.Select(point => point.Unit));
        Assert.Equal([7, 7, 5, 9], points.Select(point => point.Data));
        Assert.Equal([true, false, false, false], points.Select(point => point.IsMonotonic));
        Assert.Equal([2, 2, 0, 2], points.Select(point => (int)point.Temporality));
        Assert.Equal([5, 5, 0, 5], points.Select(point => (int)point.StartNs));
        Assert.All(points, point => Assert.Equal(7UL, point.TimeNs));
        Assert.Equal([1, -2, 0.5, 0], points.Select(point => point.Value));
        Assert.Equal(["podmirror.reason=x", "podmirror.target=y"], points[2].Attributes);
        Assert.Equal([0.5], points[3].Bounds);
        Assert.Equal([0UL, 1UL], points[3].BucketCounts);
        Assert.Equal((1UL, 3.0), (points[3].Count, points[3].Sum));
    }

    [Fact]
    public async Task No_two_metrics_have_one_name_in_either_form()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        string[] types = [.. Page(agent.App.Table).Split('\n').Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal))];
        Assert.Equal(types.Length, types.Select(line => line.Split(' ')[2]).Distinct().Count());
        List<ReadPoint> points = ReadPoint.OfRequest(Request(agent.App.Table), out _);
        Assert.Equal(types.Length, points.Select(point => point.Metric).Distinct().Count());
        Assert.All(points, point => Assert.Matches(@"^podmirror\.agent(\.[a-z]+(_[a-z]+)*)+$", point.Metric));
        Assert.All(points, point => Assert.Matches(@"^(By|s|\[ppth\]|\{[a-z]+\})$", point.Unit));
    }

    [Theory]
    [InlineData(AgentListener.Http, "http")]
    [InlineData(AgentListener.Grpc, "grpc")]
    public async Task A_receiver_gets_them_by_either_protocol_and_for_the_last_time_at_the_stop(object listener, string scheme)
    {
        await using TestAgent receiver = await TestAgent.StartAsync();
        Uri address = new UriBuilder(receiver.AddressOf((AgentListener)listener)) { Scheme = scheme }.Uri;
        await using TestAgent agent = await TestAgent.StartAsync(
            options => options with { Self = new() { ExportMetrics = Target(address.ToString()) } });
        int points = ReadPoint.OfRequest(Request(agent.App.Table), out _).Count(point => point.Data != 9);

        await agent.StopAsync();

        // An agent keeps what sidecars of its own version tell, and of another agent nothing.
        Assert.Equal(points, await receiver.MetricAsync("metric_points_received_total"));
        Assert.Equal(points, await receiver.MetricAsync("metric_points_ignored_total", "unknown_point"));
        Assert.Equal(1, await receiver.MetricAsync("requests_accepted_total"));
        Assert.Equal("podmirror_agent_metrics_requests_total{outcome=\"exported\"} 1", Outcome(agent.App.Table, "exported"));
    }

    [Fact]
    public async Task They_come_at_the_interval_with_the_headers_of_metrics_and_the_name_of_the_agent()
    {
        await using var backend = new FakeBackend(FakeBackend.Status(200));
        var table = new MetricTable();
        var ledger = new MetricsExportLedger();
        table.Add(ledger.WriteTo);
        var variables = new Dictionary<string, string> { [Interval] = "100", ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = $"{backend.Url}own/path" };
        await using MetricsExporter exporter = Make(null, table, ledger, variables)!;

        exporter.Start();
        await TestAgent.UntilAsync(() => Task.FromResult(backend.Bodies.Length >= 3));

        List<ReadPoint> points = ReadPoint.OfRequest(backend.Bodies[2], out List<string> resource);
        Assert.Contains("service.name=podmirror-agent", resource);
        Assert.Contains(resource, attribute => attribute.StartsWith("service.instance.id=", StringComparison.Ordinal));
        Assert.Equal(2, points.Single(point => point.Attributes.Contains("podmirror.outcome=exported")).Value);
        Assert.Equal(0, points.Single(point => point.Metric == "podmirror.agent.metrics.points.rejected").Value);
    }

    [Fact]
    public async Task Failures_are_counted_each_and_told_once()
    {
        await using var backend = new FakeBackend(
            FakeBackend.Status(404), FakeBackend.Status(503), FakeBackend.Status(500), FakeBackend.HangUp, FakeBackend.Status(200));
        var ledger = new MetricsExportLedger();
        var log = new LogCount();
        await using MetricsExporter exporter = Make(
            Target(backend.Url.ToString()), new MetricTable().Add(ledger.WriteTo), ledger, new() { [Interval] = "100" }, log)!;

        exporter.Start();
        await TestAgent.UntilAsync(() => Task.FromResult(ledger.Requests[MetricsExportOutcome.Exported] > 1));

        Assert.Equal(4, ledger.Requests[MetricsExportOutcome.Failed]);

        // One line when it begins to fail, and one when it works again.
        Assert.Equal(2, log["Notice"]);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://b:1", false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://b:1", true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://b:1 OTEL_METRICS_EXPORTER=none", false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://b:1 OTEL_SDK_DISABLED=true", false)]
    public async Task Without_the_option_only_the_endpoint_of_metrics_asks_for_them(string variables, bool isExported)
    {
        var pairs = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(p => p[0], p => p[1]);
        await using MetricsExporter? exporter = Make(null, new MetricTable(), new MetricsExportLedger(), pairs);
        Assert.Equal(isExported, exporter is not null);
    }

    [Fact]
    public void A_variable_that_cannot_be_read_ends_the_start_with_its_name()
    {
        var variables = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_METRICS_TIMEOUT"] = "soon" };
        UsageException fault = Assert.Throws<UsageException>(
            () => Make(Target("http://b:1"), new MetricTable(), new MetricsExportLedger(), variables));
        Assert.Contains("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", fault.Message, StringComparison.Ordinal);
    }

    private static MetricsExporter? Make(
        ForwardTarget? target, MetricTable table, MetricsExportLedger ledger, Dictionary<string, string> variables, LogCount? log = null) =>
        OwnMetrics.Make(
            target, table, ledger, name => variables.GetValueOrDefault(name), TimeProvider.System, log is null ? NullLogger.Instance : log);

    private static ForwardTarget Target(string url)
    {
        Assert.True(ForwardTarget.TryParse(url, out ForwardTarget? target, ForwardTarget.MetricsPath));
        return target!;
    }

    private static string Page(MetricTable table)
    {
        var text = new PrometheusText();
        table.WriteTo(text);
        return text.ToString();
    }

    private static byte[] Request(MetricTable table, long startNs = 1, long timeNs = 2)
    {
        var request = new MetricsRequest(new SpanSource([]));
        request.Begin();
        var writer = new OtlpMetrics(request, startNs, timeNs);
        table.WriteTo(writer);
        writer.End();
        return request.Finish().ToArray();
    }

    private static string Outcome(MetricTable table, string outcome) =>
        Samples(Page(table)).Single(line => line.Contains($"outcome=\"{outcome}\"", StringComparison.Ordinal)
            && line.StartsWith("podmirror_agent_metrics_requests", StringComparison.Ordinal));

    private static string[] Samples(string page) => [.. page.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    // Without ages, which no two walks have alike.
    private static string[] Timeless(IEnumerable<string> lines) => [.. lines.Where(line => !line.Contains("_age_seconds", StringComparison.Ordinal))];

    /// <summary>A point as the page has it, by the rules of compatibility, which are written down here once more.</summary>
    private static IEnumerable<string> Lines(ReadPoint point)
    {
        string name = point.Metric.Replace('.', '_');
        name += point.Unit == "By" && !name.Contains("_bytes", StringComparison.Ordinal) ? "_bytes" : point.Unit == "s" ? "_seconds" : "";
        name += point is { Data: 7, IsMonotonic: true } ? "_total" : "";
        if (point.Data != 9)
        {
            string[] labels = [.. point.Attributes.Select(pair => pair["podmirror.".Length..].Replace("=", "=\"", StringComparison.Ordinal) + "\"")];
            return [Line(name + (labels.Length == 0 ? "" : $"{{{string.Join(',', labels)}}}"), point.Value)];
        }

        IEnumerable<string> buckets = point.BucketCounts.Select((_, i) => Line(
            $"{name}_bucket{{le=\"{(i < point.Bounds.Length ? point.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf")}\"}}",
            point.BucketCounts.Take(i + 1).Sum(count => (double)count)));
        return [.. buckets, Line(name + "_sum", point.Sum), Line(name + "_count", point.Count)];
    }

    private static string Line(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value}");
}
