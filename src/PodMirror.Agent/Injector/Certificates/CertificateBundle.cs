using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PodMirror.Agent.Injector.Certificates;

/// <summary>
/// Certificates of authorities that are trusted together, in PEM: while one takes over from another, both are, so that replicas may change at their
/// own time.
/// </summary>
internal static class CertificateBundle
{
    /// <summary>The most that are kept, the newest of them: there are never more than two without somebody's doing.</summary>
    public const int MaxAuthorities = 5;

    /// <summary>
    /// Puts bundles together: each of our authorities once, without those that are over, the newest first. The same set always gives the same text.
    /// </summary>
    public static string Union(DateTimeOffset now, params string?[] bundles)
    {
        var found = new Dictionary<string, (DateTime NotBefore, string Pem)>();
        foreach (string? bundle in bundles)
        {
            Collect(bundle ?? "", now, found);
        }

        IEnumerable<string> newest = found
            .OrderByDescending(one => one.Value.NotBefore).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Take(MaxAuthorities)
            .Select(one => one.Value.Pem + "\n");
        return string.Concat(newest);
    }

    /// <summary>How many certificates a bundle has.</summary>
    public static int Count(string bundle) => bundle.Split("-----BEGIN CERTIFICATE-----").Length - 1;

    /// <summary>Reads what is in a webhook's caBundle: base64 of PEM; empty when it is something else.</summary>
    public static string Decode(string caBundle)
    {
        Span<byte> bytes = new byte[caBundle.Length / 4 * 3];
        return Convert.TryFromBase64String(caBundle, bytes, out int length) ? Encoding.ASCII.GetString(bytes[..length]) : "";
    }

    private static void Collect(string bundle, DateTimeOffset now, Dictionary<string, (DateTime NotBefore, string Pem)> found)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(bundle);
        }
        catch (CryptographicException)
        {
            // Somebody else's writing; what was read before the fault counts.
        }

        foreach (X509Certificate2 certificate in certificates)
        {
            using (certificate)
            {
                if (certificate.Subject == CertificateAuthority.Subject && certificate.NotAfter.ToUniversalTime() > now.UtcDateTime)
                {
                    found[certificate.Thumbprint] = (certificate.NotBefore, certificate.ExportCertificatePem());
                }
            }
        }
    }
}
