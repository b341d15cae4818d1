using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PodMirror.ClusterKit;

namespace PodMirror.Kubernetes.Tests;

public sealed class AccessTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Of_several_authorities_in_the_data_each_is_trusted()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        string data = Convert.ToBase64String(Encoding.ASCII.GetBytes(Bundle(server)));
        using KubeClient client = Connect(server.Kubeconfig($"certificate-authority-data: {data}"));

        Assert.Equal(200, await StatusAsync(client));
    }

    [Fact]
    public async Task Of_several_authorities_in_a_file_beside_the_kubeconfig_each_is_trusted()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_directory, "ca.pem"), Bundle(server));
        using KubeClient client = Connect(server.Kubeconfig("certificate-authority: ca.pem"));

        Assert.Equal(200, await StatusAsync(client));
    }

    [Fact]
    public async Task An_authority_that_is_not_named_is_not_trusted()
    {
        await using TlsServer server = await TlsServer.StartAsync();
        using X509Certificate2 other = TlsServer.MakeAuthority();
        await File.WriteAllTextAsync(Path.Combine(_directory, "ca.pem"), other.ExportCertificatePem());
        using KubeClient client = Connect(server.Kubeconfig("certificate-authority: ca.pem"));

        await Assert.ThrowsAsync<KubeException>(() => StatusAsync(client));
    }

    [Fact]
    public async Task Whoever_says_so_trusts_anybody()
    {
        await using TlsServer server = await TlsServer.StartAsync("elsewhere.example");
        using KubeClient client = Connect(server.Kubeconfig("insecure-skip-tls-verify: true"));

        Assert.Equal(200, await StatusAsync(client));
    }

    [Theory]
    [InlineData("api.example", true)]
    [InlineData("other.example", false)]
    public async Task The_certificate_is_to_be_of_the_name_that_the_kubeconfig_has_for_the_server(string name, bool fits)
    {
        await using TlsServer server = await TlsServer.StartAsync("api.example");
        await File.WriteAllTextAsync(Path.Combine(_directory, "ca.pem"), server.Authority);
        using KubeClient client = Connect(server.Kubeconfig($"certificate-authority: ca.pem, tls-server-name: {name}"));

        Assert.Equal(fits, await Record.ExceptionAsync(() => StatusAsync(client)) is null);
    }

    [Fact]
    public async Task The_proxy_of_the_kubeconfig_is_used()
    {
        await using FakeCluster proxy = await FakeCluster.StartAsync();
        string? host = null;
        proxy.Intercept = context =>
        {
            host = context.Request.Host.Value;
            return Task.FromResult(false);
        };
        using KubeClient client = Connect($$"""
            apiVersion: v1
            kind: Config
            current-context: c
            clusters: [{name: c, cluster: {server: "http://api.invalid", proxy-url: "{{proxy.Address}}" } }]
            users: [{name: u, user: {token: t} }]
            contexts: [{name: c, context: {cluster: c, user: u} }]
            """);

        Assert.Equal((int)HttpStatusCode.OK, await StatusAsync(client));
        Assert.Equal("api.invalid", host);
    }

    [Fact]
    public async Task More_requests_than_a_connection_takes_do_not_wait_for_one_another()
    {
        var release = new TaskCompletionSource();
        using var arrived = new SemaphoreSlim(0);
        await using TlsServer server = await TlsServer.StartAsync(streams: 2, handle: async context =>
        {
            arrived.Release();
            await release.Task;
        });
        KubeClient client = Connect(server.Kubeconfig("insecure-skip-tls-verify: true"));
        Task<int>[] asked = [.. Enumerable.Range(0, 5).Select(_ => StatusAsync(client))];

        for (int i = 0; i < asked.Length; i++)
        {
            Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(10)), $"only {i} arrived");
        }

        release.SetResult();
        await Task.WhenAll(asked);
        client.Dispose();
    }

    private static string Bundle(TlsServer server)
    {
        using X509Certificate2 other = TlsServer.MakeAuthority();
        return other.ExportCertificatePem() + "\n" + server.Authority + "\n";
    }

    private KubeClient Connect(string kubeconfig)
    {
        string file = Path.Combine(_directory, "config");
        File.WriteAllText(file, kubeconfig);
        return new KubeAccess(file).Connect();
    }

    private static async Task<int> StatusAsync(KubeClient client)
    {
        using KubeAnswer answer = await client.GetAsync("/api/v1/pods", default);
        return answer.Status;
    }
}
