using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Security;
using PodMirror.Spans;

namespace PodMirror.Agent.Tests.Security;

public sealed class ReceiverTlsTests : IDisposable
{
    private readonly TestAuthority _servers = new("servers");
    private readonly TestAuthority _senders = new("senders");
    private readonly TestAuthority _others = new("others");

    public void Dispose()
    {
        _servers.Dispose();
        _senders.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task Both_receivers_speak_TLS_and_nothing_else_while_the_web_port_stays_as_it_is()
    {
        await using SecureAgent secure = await SecureAgent.StartAsync(_servers);
        using SocketsHttpHandler sender = SecureAgent.Sender(_servers);

        Assert.Equal(200, await secure.PostAsync(sender));
        Assert.Equal(StatusCode.OK, await secure.ExportAsync(_servers));
        await Assert.ThrowsAsync<HttpRequestException>(() => secure.Agent.PostAsync(TestRequest.Of(new TestSpan())));

        await TestAgent.UntilAsync(async () => await secure.Agent.MetricAsync("tls_handshakes_failed_total", "http") == 1);
        await secure.Agent.SettleAsync();
        Assert.Equal(2, await secure.Agent.MetricAsync("spans_stored_total"));
        Assert.True(await secure.Agent.MetricAsync("receiver_certificate_end_timestamp_seconds") > 0);
    }

    [Theory]
    [InlineData(nameof(AgentListener.Grpc), "h2")]
    [InlineData(nameof(AgentListener.Http), "http/1.1")]
    public async Task The_protocol_is_agreed_on_in_the_handshake(string listener, string protocol)
    {
        await using SecureAgent secure = await SecureAgent.StartAsync(_servers);
        using var socket = new TcpClient();
        await socket.ConnectAsync(secure.Agent.App.EndPoint(Enum.Parse<AgentListener>(listener)));
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2 known && _servers.Signed(known),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        });
        Assert.Equal(protocol, tls.NegotiatedApplicationProtocol.ToString());
    }

    [Fact]
    public async Task With_mutual_TLS_only_senders_with_a_certificate_of_the_authority_come_in()
    {
        await using SecureAgent secure = await SecureAgent.StartAsync(_servers, _senders);
        using X509Certificate2 good = _senders.IssueWithKey("tme", TestAuthority.ClientUse);
        (string Name, X509Certificate2? Shown)[] wrong =
        [
            ("none", null),
            ("another authority's", _others.IssueWithKey("tme", TestAuthority.ClientUse)),
            ("that of a server", _senders.IssueWithKey("tme", TestAuthority.ServerUse)),
            ("one that is over", _senders.IssueWithKey("tme", TestAuthority.ClientUse, -1.5, -0.5)),
            ("one that has not begun", _senders.IssueWithKey("tme", TestAuthority.ClientUse, 0.5, 1)),
        ];
        foreach ((string name, X509Certificate2? shown) in wrong)
        {
            using SocketsHttpHandler refused = SecureAgent.Sender(_servers, shown);
            Assert.True(await secure.PostAsync(refused) == 0, name);
            Assert.True(await secure.ExportAsync(_servers, shown) is StatusCode.Unavailable or StatusCode.Internal, name);
            shown?.Dispose();
        }

        using SocketsHttpHandler sender = SecureAgent.Sender(_servers, good);
        Assert.Equal(200, await secure.PostAsync(sender));
        Assert.Equal(StatusCode.OK, await secure.ExportAsync(_servers, good));
        Assert.Equal(2, await secure.Agent.MetricAsync("spans_received_total"));
        Assert.True(await secure.Agent.MetricAsync("tls_handshakes_failed_total") >= 2 * wrong.Length);
    }

    [Fact]
    public async Task New_files_hold_from_the_next_handshake_on_and_connections_stay()
    {
        await using SecureAgent secure = await SecureAgent.StartAsync(_servers, _senders);
        using X509Certificate2 shown = _senders.IssueWithKey("tme", TestAuthority.ClientUse);
        using SocketsHttpHandler old = SecureAgent.Sender(_servers, shown);
        Assert.Equal(200, await secure.PostAsync(old));

        secure.Write(_others.Issue("agent", TestAuthority.ServerUse));
        await File.WriteAllTextAsync(secure.AuthorityFile, _others.Pem);
        secure.Agent.App.RefreshFiles();

        using X509Certificate2 other = _others.IssueWithKey("tme", TestAuthority.ClientUse);
        using SocketsHttpHandler young = SecureAgent.Sender(_others, other);
        using SocketsHttpHandler late = SecureAgent.Sender(_others, shown);
        Assert.Equal(200, await secure.PostAsync(young));
        Assert.Equal(0, await secure.PostAsync(late));
        Assert.Equal(200, await secure.PostAsync(old));
    }

    public static TheoryData<string, string, string> BadPairs()
    {
        using var authority = new TestAuthority("a");
        (string certificate, string key) = authority.Issue("agent", TestAuthority.ServerUse);
        (_, string otherKey) = authority.Issue("agent", TestAuthority.ServerUse);
        (string over, string overKey) = authority.Issue("agent", TestAuthority.ServerUse, -1.5, -0.5);
        return new()
        {
            { "", key, "the first has no certificate in PEM form" },
            { "no PEM", key, "the first has no certificate in PEM form" },
            { key, key, "the first has no certificate in PEM form" },
            { "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", key, "the first has no certificate in PEM form" },
            { certificate, "", "the second is not the key of the first" },
            { certificate, otherKey, "the second is not the key of the first" },
            { certificate, certificate, "the second is not the key of the first" },
            { over, overKey, "the certificate ended on " },
            { new string(' ', Pem.MaxFileBytes + 1), key, "more than 1048576 bytes" },
        };
    }

    [Theory]
    [MemberData(nameof(BadPairs), DisableDiscoveryEnumeration = true)]
    public async Task A_pair_that_cannot_be_used_leaves_the_one_before_in_force(string certificate, string key, string fault)
    {
        await using SecureAgent secure = await SecureAgent.StartAsync(_servers);
        secure.Write((certificate, key));
        secure.Agent.App.RefreshFiles();
        using SocketsHttpHandler sender = SecureAgent.Sender(_servers);
        Assert.Equal(200, await secure.PostAsync(sender));

        var options = new TlsFiles(secure.CertificateFile, secure.KeyFile, null);
        ReloadedFiles files = new ReceiverTls(options, TimeProvider.System).Files(NullLogger.Instance).Single();
        files.Refresh();
        Assert.StartsWith(fault, files.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_that_is_none_is_named()
    {
        (string certificate, _) = _senders.Issue("tme", TestAuthority.ClientUse);
        var authorities = new ClientAuthorities();
        Assert.Equal("CN=tme is not the certificate of an authority", authorities.Use(Bytes(certificate)));
        Assert.Equal("there is no certificate in PEM form", authorities.Use(Bytes("nothing")));
        Assert.Null(authorities.Use(Bytes(_senders.Pem + "\n" + _others.Pem)));
        Assert.Equal(2, authorities.Policy().CustomTrustStore.Count);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
