using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Probe;

namespace PodMirror.Agent.Tests.Security;

/// <summary>An agent whose receivers have TLS, the files of it, and senders to it.</summary>
internal sealed class SecureAgent : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("podmirror-tls-");

    private SecureAgent()
    {
    }

    public TestAgent Agent { get; private set; } = null!;

    public string CertificateFile => Path.Combine(_directory.FullName, "tls.crt");

    public string KeyFile => Path.Combine(_directory.FullName, "tls.key");

    public string AuthorityFile => Path.Combine(_directory.FullName, "ca.crt");

    /// <summary>The file of the tokens; null when it asks for none.</summary>
    public string? TokenFile { get; private set; }

    public static async Task<SecureAgent> StartAsync(
        TestAuthority server, TestAuthority? clients = null, string? token = null, ProbeOptions? probe = null)
    {
        var secure = new SecureAgent();
        secure.Write(server.Issue("agent", TestAuthority.ServerUse));
        if (clients is not null)
        {
            await File.WriteAllTextAsync(secure.AuthorityFile, clients.Pem);
        }

        var files = new TlsFiles(secure.CertificateFile, secure.KeyFile, clients is null ? null : secure.AuthorityFile);
        secure.TokenFile = token is null ? null : secure.FileOf(token);
        secure.Agent = await TestAgent.StartAsync(
            options => options with
            {
                Receiver = options.Receiver with { Tls = files, TokenFile = secure.TokenFile },
                Self = new() { Probe = probe },
            });
        return secure;
    }

    /// <summary>A file of that content, gone with the agent.</summary>
    public string FileOf(string content)
    {
        string path = Path.Combine(_directory.FullName, Guid.NewGuid().ToString());
        File.WriteAllText(path, content);
        return path;
    }

    public void Write((string Certificate, string Key) pair)
    {
        File.WriteAllText(CertificateFile, pair.Certificate);
        File.WriteAllText(KeyFile, pair.Key);
    }

    /// <summary>A sender that trusts one authority and shows one certificate, or none.</summary>
    public static SocketsHttpHandler Sender(TestAuthority trusted, X509Certificate2? shown = null) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2 known && trusted.Signed(known),
            ClientCertificateContext = shown is null ? null : SslStreamCertificateContext.Create(shown, null, offline: true),
        },
    };

    /// <summary>The status over HTTP; 0 when there was none.</summary>
    public async Task<int> PostAsync(HttpMessageHandler sender)
    {
        using var client = new HttpClient(sender, disposeHandler: false);
        using var content = new ByteArrayContent(TestRequest.Of(new TestSpan()));
        content.Headers.ContentType = new("application/x-protobuf");
        var address = new UriBuilder(Agent.Traces) { Scheme = "https" };
        try
        {
            using HttpResponseMessage answer = await client.PostAsync(address.Uri, content);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    /// <summary>The status over gRPC.</summary>
    public async Task<StatusCode> ExportAsync(TestAuthority trusted, X509Certificate2? shown = null)
    {
        // A channel takes no handler that has sent something already.
        using SocketsHttpHandler sender = Sender(trusted, shown);
        var address = new UriBuilder(Agent.AddressOf(AgentListener.Grpc)) { Scheme = "https" };
        await using var client = new RawGrpcClient(address.Uri, handler: sender);
        return (await client.TryExportAsync(TestRequest.Of(new TestSpan()))).StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
