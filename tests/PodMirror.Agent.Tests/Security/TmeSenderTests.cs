using PodMirror.Agent.Tests.Queue;
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

    [Theory]
    [InlineData(ExportProtocol.HttpProtobuf)]
    [InlineData(ExportProtocol.Grpc)]
    public async Task Files_may_come_late_and_change_and_no_restart_is_needed(ExportProtocol protocol)
    {
        using var servers = new TestAuthority("servers");
        using var senders = new TestAuthority("senders");
        using var others = new TestAuthority("others");
        await using SecureAgent secure = await SecureAgent.StartAsync(servers, senders, "one");
        using var mounted = new MountedFiles();
        AgentListener listener = protocol == ExportProtocol.Grpc ? AgentListener.Grpc : AgentListener.Http;
        string path = protocol == ExportProtocol.Grpc ? "" : "/v1/traces";
        var clock = new MovableClock();
        using IOtlpSender sender = OtlpSenders.Make(
            mounted.Options with { Endpoint = new Uri($"https://{secure.Agent.App.EndPoint(listener)}{path}"), Protocol = protocol }, clock);

        SendOutcome early = await SendAsync(sender);
        Assert.Equal(SendVerdict.Retryable, early.Verdict);
        Assert.Contains("ca.crt: no such file", early.Reason, StringComparison.Ordinal);
        mounted.Write(servers, senders, "one");
        Assert.Equal(SendVerdict.Accepted, (await SendAsync(sender)).Verdict);

        // Both sides change everything; the connection of before would still be good.
        secure.Write(others.Issue("agent", TestAuthority.ServerUse));
        await File.WriteAllTextAsync(secure.AuthorityFile, others.Pem);
        await File.WriteAllTextAsync(secure.TokenFile!, "two");
        secure.Agent.App.RefreshFiles();
        Assert.Equal(SendVerdict.Refused, (await SendAsync(sender)).Verdict);
        mounted.Write(others, others, "two");
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(SendVerdict.Accepted, (await SendAsync(sender)).Verdict);
        Assert.Equal(2, await secure.Agent.MetricAsync("spans_accepted_total"));
    }

    private static Task<SendOutcome> SendAsync(IOtlpSender sender) =>
        sender.SendAsync(TestRequest.Of(new TestSpan()), TestContext.Current.CancellationToken);
}
