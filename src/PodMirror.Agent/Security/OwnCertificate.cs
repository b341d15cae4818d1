using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Agent.Security;

/// <summary>A client's certificate that the agent makes for itself. It signs itself and nothing else, and its key is nowhere but in memory.</summary>
internal static class OwnCertificate
{
    private const string Subject = "CN=podmirror-prober";

    // No process lives longer; one that is set back to a day ago has it too.
    private const int Years = 10;

    /// <summary>Makes one.</summary>
    /// <param name="now">The time.</param>
    public static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ClientAuthorities.ClientAuthentication)], true));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
    }
}
