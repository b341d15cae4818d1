using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PodMirror.Agent.Configuration;
using PodMirror.Spans;

namespace PodMirror.Agent.Security;

/// <summary>TLS of both receivers, and with it who may connect. Files that change hold from the next handshake on; connections stay.</summary>
/// <param name="files">The files.</param>
/// <param name="clock">Tells whether a certificate is over.</param>
internal sealed class ReceiverTls(TlsFiles files, TimeProvider clock)
{
    private readonly ServingCertificate _certificate = new();
    private readonly ClientAuthorities? _authorities = files.ClientAuthorities is null ? null : new();
    private SslStreamCertificateContext? _own;

    /// <summary>Until when the certificate that is shown is valid; null before there is one.</summary>
    public DateTimeOffset? CertificateEnd => _certificate.NotAfter;

    /// <summary>The files, to be read at the start and whenever they change.</summary>
    public IEnumerable<ReloadedFiles> Files(ILogger log)
    {
        yield return new ReloadedFiles(
            $"--tls-cert {files.Certificate} with --tls-key {files.Key}",
            [files.Certificate, files.Key],
            Pem.MaxFileBytes,
            contents => _certificate.Use(contents[0], contents[1], clock.GetUtcNow()),
            log);
        if (_authorities is not null)
        {
            string path = files.ClientAuthorities!;
            yield return new ReloadedFiles($"--tls-client-ca {path}", [path], Pem.MaxFileBytes, contents => _authorities.Use(contents[0]), log);
        }
    }

    /// <summary>
    /// How this process makes a handshake with itself: it takes the certificate that is shown and no other, and where senders need one it shows one
    /// that it made and that is trusted from then on. For one thread.
    /// </summary>
    public SslClientAuthenticationOptions OwnHandshake()
    {
        // Another one may be shown from this moment on.
        X509Certificate2? before = _certificate.Current;
        var options = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown is not null && (shown.Equals(before) || shown.Equals(_certificate.Current)),
        };
        if (_authorities is not null)
        {
            options.ClientCertificateContext = _own ??= MakeOwn(_authorities);
        }

        return options;
    }

    /// <summary>How a handshake is made now.</summary>
    public SslServerAuthenticationOptions Handshake()
    {
        SslServerAuthenticationOptions options = _certificate.Handshake();
        if (_authorities is not null)
        {
            options.ClientCertificateRequired = true;
            options.CertificateChainPolicy = _authorities.Policy();

            // A session that is resumed was judged by the authorities of its first handshake.
            options.AllowTlsResume = false;
        }

        return options;
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It is shown until the process ends.")]
    private SslStreamCertificateContext MakeOwn(ClientAuthorities authorities)
    {
        X509Certificate2 certificate = OwnCertificate.Make(clock.GetUtcNow());
        authorities.TrustOwn(certificate);
        return SslStreamCertificateContext.Create(certificate, null, offline: true);
    }
}
