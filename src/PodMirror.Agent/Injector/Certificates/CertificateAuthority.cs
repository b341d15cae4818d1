using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Agent.Injector.Certificates;

/// <summary>
/// The self-made authority that the API server trusts for this webhook and for nothing else, and the certificates that it signs (RFC 5280; ECDSA on
/// P-256). Owns its certificate.
/// </summary>
internal sealed class CertificateAuthority : IDisposable
{
    /// <summary>The name that all our authorities carry, by which they are told from others in a bundle.</summary>
    public const string Subject = "CN=podmirror-webhook-ca";

    // Clocks of a cluster's nodes differ by seconds; a certificate of the future would be refused.
    private static readonly TimeSpan Backdated = TimeSpan.FromMinutes(5);
    private const int SerialBytes = 16;

    // id-ecPublicKey (RFC 5480, 2.1.1).
    private const string EllipticCurveKey = "1.2.840.10045.2.1";

    private readonly X509Certificate2 _certificate;

    private CertificateAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The certificate in PEM, without its key.</summary>
    public string Certificate => _certificate.ExportCertificatePem();

    /// <summary>Since when it is valid.</summary>
    public DateTimeOffset NotBefore => _certificate.NotBefore;

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter;

    /// <summary>Makes one.</summary>
    public static CertificateAuthority Create(DateTimeOffset now, TimeSpan life)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return new CertificateAuthority(request.CreateSelfSigned(now - Backdated, now + life));
    }

    /// <summary>Reads one that was written by <see cref="WriteKey"/>; null when it is none of ours, or the key is not the certificate's.</summary>
    public static CertificateAuthority? Read(string certificate, string key)
    {
        try
        {
            var read = X509Certificate2.CreateFromPem(certificate, key);
            if (IsOurs(read))
            {
                return new CertificateAuthority(read);
            }

            read.Dispose();
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            // As if there were none.
        }

        return null;
    }

    /// <summary>Whether a text is a certificate that somebody else made, which is not ours to replace.</summary>
    public static bool IsForeign(string certificate)
    {
        try
        {
            using var read = X509Certificate2.CreateFromPem(certificate);
            return read.Subject != Subject;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The private key in PEM (PKCS#8), for the Secret and nothing else.</summary>
    public string WriteKey()
    {
        using ECDsa key = _certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Signs a certificate for a server of the given names. The caller owns it.</summary>
    public X509Certificate2 Issue(IReadOnlyList<string> names, DateTimeOffset now, TimeSpan life)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=podmirror-webhook", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build(critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        DateTimeOffset end = now + life < NotAfter ? now + life : NotAfter;
        DateTimeOffset begin = now - Backdated > NotBefore ? now - Backdated : NotBefore;
        using X509Certificate2 signed = request.Create(_certificate, begin, end, RandomNumberGenerator.GetBytes(SerialBytes));
        return signed.CopyWithPrivateKey(key);
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    // Another kind of key could not sign for ours.
    private static bool IsOurs(X509Certificate2 certificate) =>
        certificate.Subject == Subject && certificate.GetKeyAlgorithm() == EllipticCurveKey
        && certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
}
