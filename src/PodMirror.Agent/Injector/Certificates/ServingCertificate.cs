using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Agent.Injector.Certificates;

/// <summary>The certificate that the webhook shows at the moment. One writes, every handshake reads.</summary>
internal sealed class ServingCertificate
{
    private volatile X509Certificate2? _current;

    /// <summary>The certificate; null before there is one, and then handshakes fail.</summary>
    public X509Certificate2? Current => _current;

    /// <summary>Until when it is valid; null before there is one.</summary>
    public DateTimeOffset? NotAfter => _current?.NotAfter;

    /// <summary>
    /// Shows another one from the next handshake on. The one before is left to the finalizer: a handshake may still be using it.
    /// </summary>
    public void Use(X509Certificate2 certificate) => _current = certificate;
}
