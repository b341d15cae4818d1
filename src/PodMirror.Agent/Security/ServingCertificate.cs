using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using PodMirror.Spans;

namespace PodMirror.Agent.Security;

/// <summary>The certificate that a listener shows at the moment. One writes, every handshake reads.</summary>
internal sealed class ServingCertificate
{
    private volatile SslStreamCertificateContext? _shown;

    /// <summary>The certificate; null before there is one, and then handshakes fail.</summary>
    public X509Certificate2? Current => _shown?.TargetCertificate;

    /// <summary>Until when it is valid; null before there is one.</summary>
    public DateTimeOffset? NotAfter => Current?.NotAfter;

    /// <summary>
    /// Shows another one from the next handshake on. The one before is left to the finalizer: a handshake may still be using it.
    /// </summary>
    /// <param name="certificate">The certificate with its key.</param>
    /// <param name="others">What stands between it and the authority that peers know; shown with it.</param>
    public void Use(X509Certificate2 certificate, X509Certificate2Collection? others = null) =>
        // Offline: nothing is fetched from where a certificate says that its issuer is.
        _shown = SslStreamCertificateContext.Create(certificate, others, offline: true);

    /// <summary>Shows what is in two files, the certificate first and behind it what stands between; tells why not, or null.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It is shown, and then left to the finalizer.")]
    public string? Use(byte[] certificate, byte[] key, DateTimeOffset now)
    {
        if (Pem.ReadCertificates(certificate) is not { } chain)
        {
            return "the first has no certificate in PEM form";
        }

        if (chain[0].NotAfter.ToUniversalTime() is var end && end <= now.UtcDateTime)
        {
            return $"the certificate ended on {end:u}";
        }

        X509Certificate2? pair = Pem.ReadPair(certificate, key);
        if (pair is not null)
        {
            Use(pair, chain);
        }

        return pair is null ? "the second is not the key of the first, in PEM form and without a password" : null;
    }

    /// <summary>How a handshake is made now.</summary>
    /// <exception cref="AuthenticationException">There is no certificate yet.</exception>
    public SslServerAuthenticationOptions Handshake() => new()
    {
        ServerCertificateContext = _shown ?? throw new AuthenticationException("there is no certificate yet"),
    };
}
