using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Kubernetes;

/// <summary>Reads a cluster of a kubeconfig: where it is, and whom to trust there.</summary>
internal static class KubeconfigCluster
{
    /// <summary>Reads it. Credentials in its URL are those of a name and a password, as for any client.</summary>
    internal static KubeTarget Read(KubeconfigEntry cluster)
    {
        X509Certificate2Collection? authorities = Authorities(cluster);
        string server = cluster.Text("server") ?? throw cluster.Fault("it names no server");
        bool isSecure = authorities is not null || cluster.IsTrue("insecure-skip-tls-verify");
        Uri address = Address(cluster, "server", server, isSecure ? "https" : "http");
        return new KubeTarget(Whole(address))
        {
            Authorities = authorities,
            SkipsVerification = cluster.IsTrue("insecure-skip-tls-verify"),
            ServerName = cluster.Text("tls-server-name"),
            Proxy = cluster.Text("proxy-url") is { } proxy ? Address(cluster, "proxy-url", proxy, "http") : null,
            Credentials = new FixedCredentials(new KubeCredential(KubeCredential.OfAddress(address))),
        };
    }

    // What does not parse is not printed either: it may hold a password.
    private static Uri Address(KubeconfigEntry cluster, string key, string text, string scheme)
    {
        string whole = text.Contains("://", StringComparison.Ordinal) ? text : $"{scheme}://{text}";
        bool isKnown = Uri.TryCreate(whole, UriKind.Absolute, out Uri? address) && address.Host.Length > 0
            && (address.Scheme is "http" or "https" || (key == "proxy-url" && address.Scheme.StartsWith("socks", default)));
        return isKnown ? address! : throw cluster.Fault($"{key} is no URL of http or https");
    }

    private static Uri Whole(Uri address)
    {
        var server = new UriBuilder(address) { UserName = "", Password = "", Query = "", Fragment = "" };
        server.Path = server.Path.TrimEnd('/') + "/";
        return server.Uri;
    }

    private static X509Certificate2Collection? Authorities(KubeconfigEntry cluster)
    {
        if (cluster.Content("certificate-authority") is not { } pem)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException fault)
        {
            throw cluster.Fault("a certificate of certificate-authority cannot be read", fault);
        }

        return authorities.Count > 0 ? authorities : throw cluster.Fault("certificate-authority holds no certificate in PEM");
    }
}
