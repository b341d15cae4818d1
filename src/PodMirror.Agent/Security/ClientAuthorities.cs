using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PodMirror.Spans;

namespace PodMirror.Agent.Security;

/// <summary>The authorities whose certificates senders show (mutual TLS). One writes, every handshake reads.</summary>
internal sealed class ClientAuthorities
{
    /// <summary>id-kp-clientAuth (RFC 5280, 4.2.1.12).</summary>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private volatile X509Certificate2Collection _trusted = [];
    private volatile X509Certificate2? _own;

    /// <summary>Trusts one certificate besides, which is no authority.</summary>
    public void TrustOwn(X509Certificate2 certificate) => _own = certificate;

    /// <summary>Trusts those of a file, and no others; tells why not, or null.</summary>
    public string? Use(byte[] file)
    {
        if (Pem.ReadCertificates(file) is not { } certificates)
        {
            return "there is no certificate in PEM form";
        }

        if (certificates.FirstOrDefault(certificate => !IsAuthority(certificate)) is { } other)
        {
            return $"{other.Subject} is not the certificate of an authority";
        }

        _trusted = certificates;
        return null;
    }

    /// <summary>
    /// How a sender's certificate is judged: by these authorities alone, for use by a client (or for any use), within its time. Nothing is fetched:
    /// revoked ones are kept out by their authority's short lives, or by another authority.
    /// </summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        policy.CustomTrustStore.AddRange(_trusted);
        if (_own is { } own)
        {
            policy.CustomTrustStore.Add(own);
        }

        return policy;
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
}
