using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PodMirror.Sidecar.Tests.Check;

/// <summary>An authority that is valid now.</summary>
internal static class TestAuthority
{
    public static byte[] Pem()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=podmirror", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(364));
        return Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
    }
}
