using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Agent.Tests.Injector;

/// <summary>Certificates that are none of ours.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset Begin = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset End = TimeProvider.System.GetUtcNow().AddDays(1);

    /// <summary>One that signed itself, with an RSA key, as cert-manager makes them unless it is told otherwise.</summary>
    public static (string Certificate, string Key) Rsa(string subject)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(Begin, End);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Writes a certificate for a name, signed by an authority under another one, into a directory; the upper one, in PEM.</summary>
    public static string WriteChain(string directory, string name)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 root = Request("CN=root", rootKey, isAuthority: true).CreateSelfSigned(Begin, End);
        using X509Certificate2 signed = Request("CN=middle", middleKey, isAuthority: true).Create(root, Begin, End, [1]);
        using X509Certificate2 middle = signed.CopyWithPrivateKey(middleKey);
        CertificateRequest request = Request("CN=leaf", key, isAuthority: false);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        using X509Certificate2 leaf = request.Create(middle, Begin, End, [2]);
        File.WriteAllText(Path.Combine(directory, "tls.crt"), leaf.ExportCertificatePem() + "\n" + middle.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(directory, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        return root.ExportCertificatePem();
    }

    private static CertificateRequest Request(string subject, ECDsa key, bool isAuthority) => new(subject, key, HashAlgorithmName.SHA256)
    {
        CertificateExtensions = { new X509BasicConstraintsExtension(isAuthority, false, 0, true) },
    };
}
