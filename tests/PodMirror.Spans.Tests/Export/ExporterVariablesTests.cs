namespace PodMirror.Spans.Tests;

public sealed class ExporterVariablesTests
{
    [Theory]
    [InlineData("", "http://localhost:4318/v1/traces")]
    [InlineData("ENDPOINT=http://agent:4318", "http://agent:4318/v1/traces")]
    [InlineData("ENDPOINT=http://agent:4318/base/", "http://agent:4318/base/v1/traces")]
    [InlineData("ENDPOINT=http://a;TRACES_ENDPOINT=http://b:1/as/it/is", "http://b:1/as/it/is")]
    [InlineData("TRACES_ENDPOINT=http://b:1", "http://b:1/")]
    [InlineData("PROTOCOL=grpc", "http://localhost:4317/")]
    [InlineData("TRACES_PROTOCOL=grpc;ENDPOINT=http://agent:4317", "http://agent:4317/")]
    [InlineData("PROTOCOL=grpc;ENDPOINT=agent:4317", "https://agent:4317/")]
    [InlineData("PROTOCOL=grpc;ENDPOINT=agent:4317;INSECURE=true", "http://agent:4317/")]
    public void The_endpoint_is_made_as_the_specification_says(string variables, string expected) =>
        Assert.Equal(expected, Read(variables, out _)!.Endpoint.ToString());

    [Fact]
    public void Everything_else_is_read_too()
    {
        ExporterOptions options = Read(
            "HEADERS=Authorization=Bearer%20x, x-tenant=a;TIMEOUT=250;COMPRESSION=gzip;CERTIFICATE=/ca;CLIENT_CERTIFICATE=/c;CLIENT_KEY=/k", out _)!;

        Assert.Equal([new("Authorization", "Bearer x"), new("x-tenant", "a")], options.Headers);
        Assert.Equal(TimeSpan.FromMilliseconds(250), options.Timeout);
        Assert.True(options.UseGzip);
        Assert.Equal(("/ca", "/c", "/k"), (options.CertificateFile, options.ClientCertificateFile, options.ClientKeyFile));
    }

    [Fact]
    public void What_is_said_for_traces_wins_and_an_empty_variable_is_none()
    {
        ExporterOptions options = Read("COMPRESSION=gzip;TRACES_COMPRESSION=none;TIMEOUT=5;TRACES_TIMEOUT=", out _)!;

        Assert.False(options.UseGzip);
        Assert.Equal(TimeSpan.FromMilliseconds(5), options.Timeout);
    }

    [Theory]
    [InlineData("PROTOCOL=http/json", "PROTOCOL is 'http/json'")]
    [InlineData("ENDPOINT=agent", "ENDPOINT is no URL")]
    [InlineData("ENDPOINT=ftp://agent", "ENDPOINT is no URL")]
    [InlineData("ENDPOINT=http://user:s3@agent", "ENDPOINT holds credentials")]
    [InlineData("TIMEOUT=0", "TIMEOUT is '0'")]
    [InlineData("TIMEOUT=10s", "TIMEOUT is '10s'")]
    [InlineData("COMPRESSION=zstd", "COMPRESSION is 'zstd'")]
    [InlineData("HEADERS=a b=s3", "HEADERS holds a header")]
    [InlineData("HEADERS=a=%0as3", "HEADERS holds a header")]
    [InlineData("HEADERS=authorization: Bearer s3", "HEADERS holds a header")]
    [InlineData("HEADERS=a=1,s3", "HEADERS holds a header")]
    [InlineData("HEADERS==s3", "HEADERS holds a header")]
    [InlineData("HEADERS=a=s3%", "HEADERS holds a header")]
    [InlineData("TRACES_HEADERS=a: s3", "TRACES_HEADERS holds a header")]
    public void What_cannot_be_is_a_fault_without_secrets(string variables, string expected)
    {
        Assert.Null(Read(variables, out string? fault));
        Assert.StartsWith("OTEL_EXPORTER_OTLP_" + expected, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true", true)]
    [InlineData("OTEL_SDK_DISABLED", "TRUE", true)]
    [InlineData("OTEL_SDK_DISABLED", "1", false)]
    [InlineData("OTEL_TRACES_EXPORTER", "none", true)]
    [InlineData("OTEL_TRACES_EXPORTER", "otlp", false)]
    [InlineData("OTEL_TRACES_EXPORTER", "None", true)]
    [InlineData("OTEL_TRACES_EXPORTER", "zipkin", false)]
    public void Exporting_can_be_switched_off(string name, string value, bool expected) =>
        Assert.Equal(expected, ExporterVariables.IsDisabled(asked => asked == name ? value : null));

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "1", "OTEL_SDK_DISABLED is neither true nor false; it is taken as false")]
    [InlineData("OTEL_SDK_DISABLED", "False", "")]
    [InlineData("OTEL_SDK_DISABLED", "", "")]
    [InlineData("OTEL_TRACES_EXPORTER", "zipkin", "OTEL_TRACES_EXPORTER is neither otlp nor none; it is ignored, and spans are exported by OTLP")]
    [InlineData("OTEL_TRACES_EXPORTER", "OTLP", "")]
    [InlineData("OTEL_TRACES_EXPORTER", "none", "")]
    public void A_switch_that_means_nothing_is_ignored_with_a_warning(string name, string value, string expected) =>
        Assert.Equal(expected, string.Join('\n', ExporterVariables.Warnings(asked => asked == name ? value : null)));

    private static ExporterOptions? Read(string variables, out string? fault)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => "OTEL_EXPORTER_OTLP_" + pair[0], pair => pair[1]);
        return ExporterVariables.Read(values.GetValueOrDefault, out fault);
    }
}
