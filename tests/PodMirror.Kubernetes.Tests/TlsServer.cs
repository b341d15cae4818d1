using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace PodMirror.Kubernetes.Tests;

/// <summary>An API server behind TLS, of which only the connection matters: every answer is an empty object.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _certificate;

    private TlsServer(string name, int streams, Func<HttpContext, Task>? handle, bool isExpired)
    {
        _authority = MakeAuthority();
        _certificate = MakeCertificate(_authority, name, isExpired);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server =>
        {
            server.Limits.Http2.MaxStreamsPerConnection = streams;
            server.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(_certificate, https =>
            {
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            }));
        });
        _web = builder.Build();
        _web.Run(context => handle?.Invoke(context) ?? context.Response.WriteAsync("{}"));
    }

    /// <summary>The authority's certificate, in PEM.</summary>
    public string Authority => _authority.ExportCertificatePem();

    /// <summary>Where it is.</summary>
    public string Address => _web.Urls.First();

    /// <summary>Starts one, with a certificate for a name.</summary>
    public static async Task<TlsServer> StartAsync(
        string name = "127.0.0.1", int streams = 100, Func<HttpContext, Task>? handle = null, bool isExpired = false)
    {
        var server = new TlsServer(name, streams, handle, isExpired);
        await server._web.StartAsync();
        return server;
    }

    /// <summary>A kubeconfig that leads here.</summary>
    /// <param name="trust">What stands beside the server's address.</param>
    /// <param name="user">What stands in its user.</param>
    public string Kubeconfig(string trust, string user = "token: t") => $$"""
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "{{Address}}", {{trust}} } }]
        users: [{name: u, user: { {{user}} } }]
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

    private static X509Certificate2 MakeCertificate(X509Certificate2 authority, string name, bool isExpired)
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
        DateTime end = isExpired ? authority.NotBefore.AddHours(1) : authority.NotAfter;
        using X509Certificate2 signed = request.Create(authority, authority.NotBefore, end, [1, 2, 3]);
        return signed.CopyWithPrivateKey(key);
    }
}
