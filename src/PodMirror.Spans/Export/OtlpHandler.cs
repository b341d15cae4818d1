using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Spans;

/// <summary>Makes the HTTP connections of both senders, and of what else is asked of the same hosts.</summary>
public static class OtlpHandler
{
    // Long enough to reuse connections well, short enough to follow a Service that moved.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // KiB of response headers; a receiver sends a handful.
    private const int MaxResponseHeadersKiB = 16;

    /// <summary>Makes a handler, whose owner disposes of it.</summary>
    /// <exception cref="IOException">A certificate's file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate's file holds none.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The certificate lives as long as the handler.")]
    public static SocketsHttpHandler Make(ExporterOptions options)
    {
        var spread = new AddressSpread(TimeProvider.System);
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the headers, and with them the credentials, to whom it points.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.Timeout,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxConnectionsPerServer = options.MaxConcurrentRequests,
            MaxResponseHeadersLength = MaxResponseHeadersKiB,
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellation) => spread.ConnectAsync(context.DnsEndPoint, cancellation),
        };
        if (options.CertificateFile is { } trusted)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(trusted);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (options.ClientCertificateFile is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, options.ClientKeyFile)];
        }

        handler.SslOptions.EncryptionPolicy = EncryptionPolicy.RequireEncryption;
        return handler;
    }
}
