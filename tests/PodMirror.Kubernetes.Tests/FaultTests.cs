using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using PodMirror.ClusterKit;
using PodMirror.TestKit;

namespace PodMirror.Kubernetes.Tests;

public sealed class FaultTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_server_of_another_authority_is_told_as_such()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 other = TlsServer.MakeAuthority();
        await File.WriteAllTextAsync(Path.Combine(_directory, "ca.pem"), other.ExportCertificatePem());

        Assert.Equal(
            $"the API server at {Authority(server)} cannot be reached: its certificate is of no authority that the kubeconfig names",
            await FaultAsync(server.Kubeconfig("certificate-authority: ca.pem")));
    }

    [Fact]
    public async Task A_server_of_an_authority_that_nobody_named_is_told_as_such()
    {
        await using TlsServer server = await TlsServer.StartAsync();

        Assert.EndsWith(
            ": its certificate is of no authority that this machine trusts",
            await FaultAsync(server.Kubeconfig("proxy-url: ''")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_told_with_both_names()
    {
        await using TlsServer server = await TlsServer.StartAsync("elsewhere.example");
        await File.WriteAllTextAsync(Path.Combine(_directory, "ca.pem"), server.Authority);

        Assert.EndsWith(
            ": its certificate is for elsewhere.example, not for 127.0.0.1",
            await FaultAsync(server.Kubeconfig("certificate-authority: ca.pem")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_has_expired_is_told_with_the_time()
    {
        await using TlsServer server = await TlsServer.StartAsync(isExpired: true);
        await File.WriteAllTextAsync(Path.Combine(_directory, "ca.pem"), server.Authority);

        Assert.Matches(
            @": its certificate expired at \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$",
            await FaultAsync(server.Kubeconfig("certificate-authority: ca.pem")));
    }

    [Fact]
    public async Task A_server_without_TLS_behind_https_is_told_as_such()
    {
        await using FakeCluster cluster = await FakeCluster.StartAsync();

        Assert.EndsWith(
            ": there is no TLS connection: it speaks no TLS, or it refuses our certificate",
            await FaultAsync(Kubeconfig($"https://{cluster.Address.Authority}", "token: t")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_told_as_such()
    {
        Assert.Matches(
            "^the API server at api.invalid(:80)? cannot be reached: (there is no such host|its name cannot be looked up at the moment)$",
            await FaultAsync(Kubeconfig("http://api.invalid", "token: t")));
    }

    [Fact]
    public async Task What_speaks_no_HTTP_is_told_as_such()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task answer = Task.Run(async () =>
        {
            using Socket socket = await listener.AcceptSocketAsync();
            await socket.SendAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray());
            await socket.ReceiveAsync(new byte[4096]);
        });

        Assert.EndsWith(
            ": what answers there speaks no HTTP",
            await FaultAsync(Kubeconfig($"http://{listener.LocalEndpoint}", "token: t")),
            StringComparison.Ordinal);
        await answer;
    }

    [Theory]
    [InlineData("token: \"a\\nb\"", "the token holds a line break, a space or another character that no token has")]
    [InlineData("client-certificate-data: aGVsbG8=, client-key-data: aGVsbG8=", "the client certificate and its key cannot be read as PEM")]
    [InlineData("client-certificate-data: '?', client-key-data: aGVsbG8=", "client-certificate-data is not base64")]
    [InlineData("client-certificate: /nope.pem, client-key: /nope.key", "client-certificate /nope.pem: no such file")]
    [InlineData("client-certificate-data: aGVsbG8=", "there is a client-certificate without a client-key")]
    [InlineData("auth-provider: {name: oidc}", "there is no auth-provider \"oidc\" here")]
    [InlineData("as: \"a\\nb\"", "a name to act as holds a character")]
    [InlineData("exec: {command: login, apiVersion: client.authentication.k8s.io/v1alpha1}", "its exec plugin is of apiVersion")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1}", "its exec plugin has no command")]
    [InlineData("exec: {command: a, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always}", "its exec plugin wants to ask")]
    public async Task What_is_wrong_with_a_user_is_told_with_the_file_and_the_user(string user, string expected)
    {
        string fault = await FaultAsync(Kubeconfig("http://127.0.0.1:1", user));

        Assert.StartsWith($"no access to a cluster: {_directory}/config: user \"u\": {expected}", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server: ftp://me:secret@host", "cluster \"c\": server is no URL of http or https")]
    [InlineData("server: 'https://me:secret@ho st'", "cluster \"c\": server is no URL of http or https")]
    [InlineData("server: http://h, certificate-authority: /nope", "cluster \"c\": certificate-authority /nope: no such file")]
    [InlineData("server: http://h, certificate-authority-data: aGVsbG8=", "cluster \"c\": certificate-authority holds no certificate in PEM")]
    [InlineData("", "cluster \"c\": it names no server")]
    public async Task What_is_wrong_with_a_cluster_is_told_with_the_file_and_the_cluster(string cluster, string expected)
    {
        string fault = await FaultAsync($$"""
            current-context: c
            clusters: [{name: c, cluster: { {{cluster}} } }]
            contexts: [{name: c, context: {cluster: c} }]
            """);

        Assert.Equal($"no access to a cluster: {_directory}/config: {expected}", fault);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task A_server_that_resets_every_connection_cannot_be_reached(string scheme)
    {
        using var server = new ResettingServer();
        for (int i = 0; i < 300; i++)
        {
            string fault = await FaultAsync(Kubeconfig($"{scheme}://{server.Url.Authority}", "token: t"));
            Assert.Contains(" cannot be reached: ", fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_s_file_that_is_missing_is_told_in_one_line()
    {
        Assert.Equal(
            $"no credentials for the API server at 127.0.0.1:1: {_directory}/token: no such file",
            await FaultAsync(Kubeconfig("http://127.0.0.1:1", "tokenFile: token")));
    }

    [Fact]
    public void What_has_no_words_of_its_own_is_told_by_its_type()
    {
        Assert.Equal("format exception", FaultWords.OfType(new FormatException("net_http_headers_no_newlines_no_nul")));
        Assert.Equal("format exception", NetworkFaults.Of(new HttpRequestException("key", new FormatException("key")), null));
    }

    [Fact]
    public void An_answer_that_is_too_large_is_told_as_such()
    {
        using var client = new KubeClient(new KubeTarget(new Uri("http://h:1/")), TimeSpan.FromSeconds(1));

        Assert.Equal(
            "the answer of the API server at h:1 is larger than 256 MiB",
            client.Unreachable(new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "net_http_content_buffersize")).Message);
    }

    private static string Authority(TlsServer server) => new Uri(server.Address).Authority;

    private static string Kubeconfig(string server, string user) => $$"""
        current-context: c
        clusters: [{name: c, cluster: {server: "{{server}}" } }]
        users: [{name: u, user: { {{user}} } }]
        contexts: [{name: c, context: {cluster: c, user: u} }]
        """;

    private async Task<string> FaultAsync(string kubeconfig)
    {
        string file = Path.Combine(_directory, "config");
        await File.WriteAllTextAsync(file, kubeconfig);
        KubeException fault = await Assert.ThrowsAsync<KubeException>(async () =>
        {
            using KubeClient client = new KubeAccess(file).Connect();
            using KubeAnswer answer = await client.GetAsync("/api/v1/pods", default);
        });
        return fault.Message;
    }
}
