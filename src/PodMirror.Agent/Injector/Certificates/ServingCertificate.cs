using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Agent.Injector.Certificates;

/// <summary>The certificate that the webhook shows at the moment. One writes, every handshake reads.</summary>
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
    /// <param name="others">What stands between it and the authority that the API server knows; shown with it.</param>
    public void Use(X509Certificate2 certificate, X509Certificate2Collection? others = null) =>
        // Offline: nothing is fetched from where a certificate says that its issuer is.
        _shown = SslStreamCertificateContext.Create(certificate, others, offline: true);

    /// <summary>How a handshake is made now.</summary>
    /// <exception cref="AuthenticationException">There is no certificate yet.</exception>
    public SslServerAuthenticationOptions Handshake() => new()
    {
        ServerCertificateContext = _shown ?? throw new AuthenticationException("there is no certificate yet"),
    };
}
