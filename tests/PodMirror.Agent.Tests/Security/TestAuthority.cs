using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Agent.Tests.Security;

/// <summary>An authority of a test, and certificates by it, in files as Kubernetes mounts them.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name)
    {
        CertificateRequest request = Request(name, _key, isAuthority: true);
        _certificate = request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(2));
    }

    /// <summary>Itself, in PEM.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>A certificate for a use, with its key, in PEM. It began and ends so many days from now.</summary>
    public (string Certificate, string Key) Issue(string name, string use, double beginDays = -1, double endDays = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request(name, key, isAuthority: false);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(
            _certificate, Now.AddDays(beginDays), Now.AddDays(endDays), RandomNumberGenerator.GetBytes(8));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>As above, ready to be shown.</summary>
    public X509Certificate2 IssueWithKey(string name, string use, double beginDays = -1, double endDays = 1)
    {
        (string certificate, string key) = Issue(name, use, beginDays, endDays);
        return X509Certificate2.CreateFromPem(certificate, key);
    }

    /// <summary>Whether a peer's certificate is by it.</summary>
    public bool Signed(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        return chain.Build(certificate);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority) => new("CN=" + name, key, HashAlgorithmName.SHA256)
    {
        CertificateExtensions = { new X509BasicConstraintsExtension(isAuthority, false, 0, true) },
    };
}
