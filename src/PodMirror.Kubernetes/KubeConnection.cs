using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Kubernetes;

/// <summary>The connection to a cluster: TLS with its authority and the client's certificate, and what says who we are.</summary>
internal sealed class KubeConnection : IDisposable
{
    // A connection on which nothing comes is asked whether it is still there.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTime = TimeSpan.FromSeconds(10);

    private readonly KubeTarget _target;
    private readonly ServerTrust _trust;
    private readonly HttpClient _http;
    private volatile X509Certificate2? _certificate;

    /// <summary>Makes one, which is opened by the first request.</summary>
    internal KubeConnection(KubeTarget target)
    {
        (_target, _trust) = (target, new ServerTrust(target));
#pragma warning disable CA2000 // the client owns it
        var handler = new SocketsHttpHandler
        {
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTime,

            // An API server takes 100 requests at once on a connection (250 before 1.28), and each watch is one all its life.
            EnableMultipleHttp2Connections = true,
            Proxy = Proxy(target),

            // An API server sends none for what is asked here; whoever does gets neither our questions nor our credentials.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            SslOptions = new SslClientAuthenticationOptions { LocalCertificateSelectionCallback = (_, _, _, _, _) => _certificate! },
        };
#pragma warning restore CA2000
        _trust.ApplyTo(handler.SslOptions);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Where the API server is.</summary>
    internal Uri Server => _target.Server;

    /// <summary>Why the server's certificate was refused; null when it was not.</summary>
    internal string? Refusal => _trust.Refusal;

    /// <summary>Sends a request, with what says who we are.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, KubeCredential credential, CancellationToken cancel)
    {
        _certificate = credential.Certificate;
        request.Headers.Authorization = credential.Header;
        foreach ((string name, string value) in _target.Impersonation)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (_target.ServerName is { } host)
        {
            // SocketsHttpHandler asks for the certificate of the Host.
            request.Headers.Host = host;
        }

        HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            _target.Credentials.Refuse();
        }

        return response;
    }

    /// <summary>What says who we are.</summary>
    /// <exception cref="KubeException">Nothing does, though something should.</exception>
    internal async Task<KubeCredential> CredentialsAsync(CancellationToken cancel)
    {
        try
        {
            return await _target.Credentials.GetAsync(cancel);
        }
#pragma warning disable CA1031 // a token's file, or a program of the user's that is to give one: it fails in its own ways
        catch (Exception fault) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            throw new KubeException($"no credentials for the API server at {Server.Authority}: {FaultWords.OfType(fault)}", fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static WebProxy? Proxy(KubeTarget target)
    {
        if (target.Proxy is not { } proxy)
        {
            return null;
        }

        string[] parts = proxy.UserInfo.Split(':', 2);
        string password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
        return new WebProxy(proxy)
        {
            Credentials = parts[0].Length == 0 ? null : new NetworkCredential(Uri.UnescapeDataString(parts[0]), password),
        };
    }
}
