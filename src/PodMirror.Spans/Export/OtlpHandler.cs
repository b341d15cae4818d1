using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Spans;

/// <summary>
/// Makes the HTTP connections of both senders, and of what else is asked of the same hosts: with the certificates and the token that there are now.
/// </summary>
public sealed class OtlpHandler : HttpMessageHandler
{
    private const string AuthorizationField = "Authorization";

    // Long enough to reuse connections well, short enough to follow a Service that moved.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // KiB of response headers; a receiver sends a handful.
    private const int MaxResponseHeadersKiB = 16;

    private readonly ExporterOptions _options;
    private readonly ExportCredentials _credentials;
    private readonly Lock _gate = new();
    private HttpMessageInvoker? _connections;
    private (X509Certificate2Collection? Authorities, SslStreamCertificateContext? Client) _made;

    /// <summary>Reads no file and connects to nobody before something is sent.</summary>
    /// <param name="options">How.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line when a file with certificates or a token changed; null when nobody wants to know.</param>
    public OtlpHandler(ExporterOptions options, TimeProvider time, Action<string>? log = null)
    {
        _options = options;
        _credentials = new ExportCredentials(options, time, log);
    }

    /// <inheritdoc />
    /// <exception cref="CredentialsException">A file is not there, or holds nothing that can be used.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpMessageInvoker connections = Connections(out string? authorization);
        if (authorization is not null)
        {
            request.Headers.Remove(AuthorizationField);
            request.Headers.TryAddWithoutValidation(AuthorizationField, authorization);
        }

        return connections.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _connections?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Those that were made with the certificates of now.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker disposes of it.")]
    private HttpMessageInvoker Connections(out string? authorization)
    {
        lock (_gate)
        {
            if (_credentials.Refresh() is { } fault)
            {
                throw new CredentialsException(fault);
            }

            (X509Certificate2Collection?, SslStreamCertificateContext?) now = (_credentials.Authorities, _credentials.Client);
            if (_connections is null || now != _made)
            {
                // Those of before are left alone: a request may be under way on one of them, and they close when they have been idle for a while.
                _connections = new HttpMessageInvoker(Make(), disposeHandler: true);
                _made = now;
            }

            authorization = _credentials.Authorization;
            return _connections;
        }
    }

    private SocketsHttpHandler Make()
    {
        var spread = new AddressSpread(TimeProvider.System);
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the headers, and with them the credentials, to whom it points.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = _options.Timeout,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxConnectionsPerServer = _options.MaxConcurrentRequests,
            MaxResponseHeadersLength = MaxResponseHeadersKiB,
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellation) => spread.ConnectAsync(context.DnsEndPoint, cancellation),
        };
        if (_credentials.Authorities is { } trusted)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(trusted);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        handler.SslOptions.ClientCertificateContext = _credentials.Client;
        handler.SslOptions.EncryptionPolicy = EncryptionPolicy.RequireEncryption;
        return handler;
    }
}
