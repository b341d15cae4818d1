using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PodMirror.Kubernetes.Tests;

/// <summary>An API server behind TLS, of which only the connection matters: every answer is an empty object.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _certificate;

    private TlsServer(string name, int streams, Func<HttpContext, Task>? handle)
    {
        _authority = MakeAuthority();
        _certificate = MakeCertificate(_authority, name);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server =>
        {
            server.Limits.Http2.MaxStreamsPerConnection = streams;
            server.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(_certificate));
        });
        _web = builder.Build();
        _web.Run(context => handle?.Invoke(context) ?? context.Response.WriteAsync("{}"));
    }

    /// <summary>The authority's certificate, in PEM.</summary>
    public string Authority => _authority.ExportCertificatePem();

    private string Address => _web.Urls.First();

    /// <summary>Starts one, with a certificate for a name.</summary>
    public static async Task<TlsServer> StartAsync(string name = "127.0.0.1", int streams = 100, Func<HttpContext, Task>? handle = null)
    {
        var server = new TlsServer(name, streams, handle);
        await server._web.StartAsync();
        return server;
    }

    /// <summary>A kubeconfig that leads here.</summary>
    /// <param name="trust">What stands beside the server's address.</param>
    public string Kubeconfig(string trust) => $$"""
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "{{Address}}", {{trust}} } }]
        users: [{name: u, user: {token: t} }]
        contexts: [{name: c, context: {cluster: c, user: u} }]
        """;

    /// <summary>An authority of its own.</summary>
    public static X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test-ca-" + Guid.NewGuid(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _certificate.Dispose();
        _authority.Dispose();
    }

    private static X509Certificate2 MakeCertificate(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out IPAddress? address))
        {
            alternatives.AddIpAddress(address);
        }
        else
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        using X509Certificate2 signed = request.Create(authority, authority.NotBefore, authority.NotAfter, [1, 2, 3]);
        return signed.CopyWithPrivateKey(key);
    }
}
