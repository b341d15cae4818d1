using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Injection;

/// <summary>Reads <see cref="TmeCredentials"/>. An empty text is as good as none, as templates write it.</summary>
internal static class CredentialSettings
{
    // Of the 128 KiB that Linux takes of one variable; an authority has about one.
    private const int MaxBundleLength = 64 << 10;

    /// <summary>Reads them out of the settings of tme.</summary>
    /// <param name="tme">The settings.</param>
    /// <param name="environment">More variables of tme, which must not say the same again.</param>
    internal static TmeCredentials Read(SettingsObject tme, IReadOnlyDictionary<string, string> environment)
    {
        var credentials = new TmeCredentials
        {
            CaBundle = TextOf(tme, "caBundle", IsBundle, "certificates of authorities in PEM form, at most 64 KiB, and no key"),
            CaConfigMap = TextOf(tme, "caConfigMap", SettingForms.IsSubdomain, "the name of a ConfigMap"),
            CaSecret = TextOf(tme, "caSecret", SettingForms.IsSubdomain, "the name of a Secret"),
            ClientCertificateSecret = TextOf(tme, "clientCertificateSecret", SettingForms.IsSubdomain, "the name of a Secret"),
            TokenSecret = TextOf(tme, "tokenSecret", SettingForms.IsSubdomain, "the name of a Secret"),
        };
        string?[] authorities = [credentials.CaBundle, credentials.CaConfigMap, credentials.CaSecret];
        if (authorities.OfType<string>().Count() > 1)
        {
            throw new FormatException("of tme.caBundle, tme.caConfigMap and tme.caSecret there can be one");
        }

        // The last of two variables of a name would count, which nobody could tell from the settings.
        if (CredentialVariables.Of(credentials).FirstOrDefault(one => environment.ContainsKey(one.Name)).Name is { } twice)
        {
            throw new FormatException($"tme.environment has {twice}, which follows from another setting of tme");
        }

        return credentials;
    }

    private static string? TextOf(SettingsObject tme, string name, Func<string, bool> fits, string form) =>
        tme.Text(name, text => text.Length == 0 || fits(text), form) is { Length: > 0 } text ? text : null;

    private static bool IsBundle(string text)
    {
        if (text.Length > MaxBundleLength || text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return false;
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            return false;
        }

        return certificates.Count > 0;
    }
}
