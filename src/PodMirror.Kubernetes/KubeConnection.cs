using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace PodMirror.Kubernetes;

/// <summary>
/// The connection that a configuration describes: TLS with the cluster's authority and the client's certificate, and what says who we are. The
/// library's own client brings code for every kind of Kubernetes with it, twice the size of the executable, for requests that are not made.
/// </summary>
internal sealed class KubeConnection : IDisposable
{
    // A connection on which nothing comes is asked whether it is still there.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTime = TimeSpan.FromSeconds(10);

    private readonly KubernetesClientConfiguration _configuration;
    private readonly HttpClient _http;

    /// <summary>Takes a configuration that was read.</summary>
    /// <param name="configuration">As the library read it.</param>
    /// <param name="proxy">The proxy of the kubeconfig; null leaves it to the environment.</param>
    internal KubeConnection(KubernetesClientConfiguration configuration, Uri? proxy)
    {
        _configuration = configuration;
        Server = new Uri(configuration.Host.EndsWith('/') ? configuration.Host : configuration.Host + "/");
#pragma warning disable CA2000 // the client owns it
        var handler = new SocketsHttpHandler
        {
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTime,

            // An API server takes 100 requests at once on a connection (250 before 1.28), and each watch is one all its life.
            EnableMultipleHttp2Connections = true,
            Proxy = proxy is null ? null : new System.Net.WebProxy(proxy),
            AutomaticDecompression = System.Net.DecompressionMethods.GZip,
            SslOptions = Tls(configuration),
        };
#pragma warning restore CA2000
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Where the API server is.</summary>
    internal Uri Server { get; }

    /// <summary>Sends a request, with what says who we are.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.Authorization = await TryCredentialsAsync(cancel);
        if (_configuration.TlsServerName is { Length: > 0 } name)
        {
            // SocketsHttpHandler asks for the certificate of the Host.
            request.Headers.Host = name;
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<AuthenticationHeaderValue?> TryCredentialsAsync(CancellationToken cancel)
    {
        try
        {
            return await CredentialsAsync(cancel);
        }
#pragma warning disable CA1031 // a token's file, or a program of the user's that is to give one: it fails in its own ways
        catch (Exception fault) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            throw new KubeException($"no credentials for the API server at {Server.Authority}: {fault.Message.Split('\n')[0].TrimEnd()}", fault);
        }
    }

    private async Task<AuthenticationHeaderValue?> CredentialsAsync(CancellationToken cancel)
    {
        if (_configuration.TokenProvider is { } provider)
        {
            return await provider.GetAuthenticationHeaderAsync(cancel);
        }

        if (_configuration.AccessToken is { Length: > 0 } token)
        {
            return new AuthenticationHeaderValue("Bearer", token);
        }

        string pair = $"{_configuration.Username}:{_configuration.Password}";
        return pair.Length > 1 ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))) : null;
    }

    private static SslClientAuthenticationOptions Tls(KubernetesClientConfiguration configuration)
    {
        var tls = new SslClientAuthenticationOptions();
        string? certificate = Pem(configuration.ClientCertificateData, configuration.ClientCertificateFilePath);
        string? key = Pem(configuration.ClientCertificateKeyData, configuration.ClientKeyFilePath);
        if (certificate is not null && key is not null)
        {
#pragma warning disable CA2000 // the handler uses it as long as it lives
            tls.ClientCertificates = [X509Certificate2.CreateFromPem(certificate, key)];
#pragma warning restore CA2000
        }

        if (configuration.SkipTlsVerify)
        {
#pragma warning disable CA5359 // the user's kubeconfig says insecure-skip-tls-verify
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (configuration.SslCaCerts is { Count: > 0 } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return tls;
    }

    private static string? Pem(string? data, string? file)
    {
        if (!string.IsNullOrEmpty(data))
        {
            return Encoding.ASCII.GetString(Convert.FromBase64String(data));
        }

        return string.IsNullOrEmpty(file) ? null : File.ReadAllText(file);
    }
}
