namespace PodMirror.Spans.Tests;

public sealed class MetricsVariablesTests
{
    [Theory]
    [InlineData("", "http://localhost:4318/v1/metrics")]
    [InlineData("EXPORTER_OTLP_ENDPOINT=http://agent:4318", "http://agent:4318/v1/metrics")]
    [InlineData("EXPORTER_OTLP_ENDPOINT=http://agent:4318/base/", "http://agent:4318/base/v1/metrics")]
    [InlineData("EXPORTER_OTLP_ENDPOINT=http://a;EXPORTER_OTLP_METRICS_ENDPOINT=http://b:1/as/it/is", "http://b:1/as/it/is")]
    [InlineData("EXPORTER_OTLP_ENDPOINT=http://a;EXPORTER_OTLP_TRACES_ENDPOINT=http://b/v1/traces", "http://a/v1/metrics")]
    [InlineData("EXPORTER_OTLP_TRACES_ENDPOINT=http://b:1/base/v1/traces", "http://b:1/base/v1/metrics")]
    [InlineData("EXPORTER_OTLP_TRACES_ENDPOINT=http://b:4317;EXPORTER_OTLP_TRACES_PROTOCOL=grpc", "http://b:4317/")]
    [InlineData("EXPORTER_OTLP_PROTOCOL=grpc", "http://localhost:4317/")]
    [InlineData("EXPORTER_OTLP_METRICS_PROTOCOL=grpc;EXPORTER_OTLP_ENDPOINT=http://agent:4317", "http://agent:4317/")]
    public void Metrics_go_where_the_specification_says_else_where_spans_go(string variables, string expected)
    {
        ExporterOptions options = MetricsVariables.Read(Of(variables), out string? fault)!;
        Assert.Null(fault);
        Assert.Equal((expected, OtlpSignal.Metrics), (options.Endpoint.ToString(), options.Signal));
    }

    [Fact]
    public void Headers_that_are_meant_for_spans_go_along_only_to_where_spans_go()
    {
        const string Traces = "EXPORTER_OTLP_TRACES_ENDPOINT=http://b/v1/traces;EXPORTER_OTLP_TRACES_HEADERS=key=s3";
        Assert.Single(MetricsVariables.Read(Of(Traces), out _)!.Headers);
        Assert.Empty(MetricsVariables.Read(Of(Traces + ";EXPORTER_OTLP_ENDPOINT=http://a"), out _)!.Headers);
        Assert.Empty(MetricsVariables.Read(Of(Traces + ";EXPORTER_OTLP_METRICS_ENDPOINT=http://a"), out _)!.Headers);
    }

    [Fact]
    public void What_is_said_for_metrics_wins()
    {
        ExporterOptions options = MetricsVariables.Read(
            Of("EXPORTER_OTLP_HEADERS=a=1;EXPORTER_OTLP_METRICS_HEADERS=b=2;EXPORTER_OTLP_TIMEOUT=5;EXPORTER_OTLP_METRICS_COMPRESSION=gzip"), out _)!;
        Assert.Equal([new("b", "2")], options.Headers);
        Assert.Equal((TimeSpan.FromMilliseconds(5), true), (options.Timeout, options.UseGzip));
    }

    [Theory]
    [InlineData("EXPORTER_OTLP_METRICS_ENDPOINT=agent", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT is no URL")]
    [InlineData("EXPORTER_OTLP_METRICS_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL is 'http/json'")]
    [InlineData("EXPORTER_OTLP_METRICS_TIMEOUT=x", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT is 'x'")]
    [InlineData("EXPORTER_OTLP_METRICS_HEADERS=a: s3", "OTEL_EXPORTER_OTLP_METRICS_HEADERS holds a header")]
    public void What_cannot_be_is_a_fault_by_its_name(string variables, string expected)
    {
        Assert.Null(MetricsVariables.Read(Of(variables), out string? fault));
        Assert.StartsWith(expected, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SDK_DISABLED=true", true)]
    [InlineData("METRICS_EXPORTER=none", true)]
    [InlineData("METRICS_EXPORTER=None", true)]
    [InlineData("METRICS_EXPORTER=otlp", false)]
    [InlineData("METRICS_EXPORTER=prometheus", false)]
    [InlineData("TRACES_EXPORTER=none", false)]
    [InlineData("", false)]
    public void Metrics_can_be_switched_off(string variables, bool expected) => Assert.Equal(expected, MetricsVariables.IsDisabled(Of(variables)));

    [Theory]
    [InlineData("", 60_000)]
    [InlineData("METRIC_EXPORT_INTERVAL=500", 500)]
    [InlineData("METRIC_EXPORT_INTERVAL=99", 60_000)]
    [InlineData("METRIC_EXPORT_INTERVAL=10s", 60_000)]
    [InlineData("METRIC_EXPORT_INTERVAL=86400001", 60_000)]
    public void The_interval_is_a_minute_unless_something_else_is_said(string variables, int expectedMs) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), MetricsVariables.IntervalOf(Of(variables)));

    [Theory]
    [InlineData("METRICS_EXPORTER=prometheus", "OTEL_METRICS_EXPORTER is neither otlp nor none")]
    [InlineData("METRIC_EXPORT_INTERVAL=10s", "OTEL_METRIC_EXPORT_INTERVAL is no number")]
    [InlineData("EXPORTER_OTLP_TRACES_ENDPOINT=http://b/other", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT does not end in /v1/traces")]
    [InlineData("EXPORTER_OTLP_TRACES_ENDPOINT=http://b/", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT does not end in /v1/traces")]
    public void What_means_nothing_is_ignored_with_a_warning(string variables, string expected) =>
        Assert.StartsWith(expected, Assert.Single(MetricsVariables.Warnings(Of(variables))), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("METRICS_EXPORTER=OTLP;METRIC_EXPORT_INTERVAL=1000")]
    [InlineData("EXPORTER_OTLP_TRACES_ENDPOINT=http://b/other;METRICS_EXPORTER=none")]
    [InlineData("EXPORTER_OTLP_TRACES_ENDPOINT=http://b/v1/traces")]
    [InlineData("EXPORTER_OTLP_TRACES_ENDPOINT=nonsense")]
    public void What_means_something_needs_no_warning(string variables) => Assert.Empty(MetricsVariables.Warnings(Of(variables)));

    private static Func<string, string?> Of(string variables) => variables.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => "OTEL_" + pair[0], pair => pair[1])
        .GetValueOrDefault;
}
