using PodMirror.Spans;

namespace PodMirror.Agent.Tests.Security;

public sealed class TmeSenderTests
{
    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task What_tme_is_told_by_its_variables_lets_it_in(string protocol)
    {
        using var servers = new TestAuthority("servers");
        using var senders = new TestAuthority("senders");
        await using SecureAgent secure = await SecureAgent.StartAsync(servers, senders, "one");
        (string certificate, string key) = senders.Issue("tme", TestAuthority.ClientUse);
        AgentListener listener = protocol == "grpc" ? AgentListener.Grpc : AgentListener.Http;
        var variables = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"https://{secure.Agent.App.EndPoint(listener)}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "Authorization=Bearer%20one",
            ["OTEL_EXPORTER_OTLP_CERTIFICATE"] = secure.FileOf(servers.Pem),
            ["OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE"] = secure.FileOf(certificate),
            ["OTEL_EXPORTER_OTLP_CLIENT_KEY"] = secure.FileOf(key),
        };
        ExporterOptions options = ExporterVariables.Read(variables.GetValueOrDefault, out string? fault)!;
        Assert.Null(fault);

        using IOtlpSender sender = OtlpSenders.Make(options, TimeProvider.System);
        await sender.SendAsync(TestRequest.Of(new TestSpan()), TestContext.Current.CancellationToken);
        using IOtlpSender stranger = OtlpSenders.Make(options with { Headers = [] }, TimeProvider.System);
        await stranger.SendAsync(TestRequest.Of(new TestSpan()), TestContext.Current.CancellationToken);

        Assert.Equal(1, await secure.Agent.MetricAsync("spans_accepted_total"));
        Assert.Equal(1, await secure.Agent.MetricAsync("requests_refused_total", "unauthenticated"));
    }
}
