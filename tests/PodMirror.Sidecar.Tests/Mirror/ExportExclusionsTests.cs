using PodMirror.Sidecar.Mirror;

namespace PodMirror.Sidecar.Tests.Mirror;

public sealed class ExportExclusionsTests
{
    [Theory]
    [InlineData(null, "4317,4318")]
    [InlineData("", "4317,4318")]
    [InlineData("http://10.0.0.7:4318", "10.0.0.7:4318")]
    [InlineData("http://10.0.0.7:8080/v1/traces", "10.0.0.7:8080")]
    [InlineData("https://[fd00::7]", "[fd00::7]:443")]
    [InlineData("http://podmirror-agent.podmirror.svc:4317", "4317")]
    [InlineData("http://localhost:9999", "127.0.0.1:9999,[::1]:9999")]
    public void The_export_endpoint_is_left_out(string? endpoint, string expected)
    {
        Assert.Equal(expected, string.Join(',', ExportExclusions.For(endpoint, out string? notice)));
        Assert.Null(notice);
    }

    [Theory]
    [InlineData("", "4317,4318")]
    [InlineData("ENDPOINT=http://10.0.0.7:8080", "10.0.0.7:8080")]
    [InlineData("ENDPOINT=http://10.0.0.7:8080;TRACES_ENDPOINT=http://10.0.0.8:1/x", "10.0.0.8:1")]
    [InlineData("ENDPOINT=http://10.0.0.7:8080;METRICS_ENDPOINT=http://10.0.0.7:8080/x", "10.0.0.7:8080")]
    [InlineData("ENDPOINT=http://10.0.0.7:8080;METRICS_ENDPOINT=http://10.0.0.8:1/x", "10.0.0.7:8080,10.0.0.8:1")]
    [InlineData("METRICS_ENDPOINT=http://10.0.0.8:1/x", "4317,4318,10.0.0.8:1")]
    public void The_endpoints_of_both_signals_are_left_out(string variables, string expected)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => "OTEL_EXPORTER_OTLP_" + pair[0], pair => pair[1]);
        Assert.Equal(expected, string.Join(',', ExportExclusions.Read(values.GetValueOrDefault, out string? notice)));
        Assert.Null(notice);
    }

    [Fact]
    public void A_name_with_a_common_port_is_not_left_out_and_the_notice_says_how_to()
    {
        Assert.Empty(ExportExclusions.For("http://collector.example:80", out string? notice));
        Assert.Contains("--exclude", notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("collector")]
    [InlineData("unix:/tmp/x")]
    public void What_is_no_url_leaves_out_the_ports_of_otlp_and_says_so(string endpoint)
    {
        Assert.Equal("4317,4318", string.Join(',', ExportExclusions.For(endpoint, out string? notice)));
        Assert.NotNull(notice);
    }
}
