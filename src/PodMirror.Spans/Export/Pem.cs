using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PodMirror.Spans;

/// <summary>Certificates in files. The runtime's messages are not in an executable that is compiled ahead of time.</summary>
public static class Pem
{
    /// <summary>The most bytes of a file: a bundle of all the authorities of the web has a quarter of it.</summary>
    public const int MaxFileBytes = 1 << 20;

    /// <summary>Reads all certificates of a file; null when there is none, or one that cannot be read.</summary>
    public static X509Certificate2Collection? ReadCertificates(ReadOnlySpan<byte> file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Encoding.UTF8.GetString(file));
        }
        catch (CryptographicException)
        {
            return null;
        }

        return certificates.Count == 0 ? null : certificates;
    }

    /// <summary>Reads the first certificate of a file and the key of another; null when one cannot be read, or the key is another's.</summary>
    public static X509Certificate2? ReadPair(ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
