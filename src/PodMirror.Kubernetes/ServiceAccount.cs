using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Kubernetes;

/// <summary>The account that a Pod has in its cluster, as the kubelet leaves it in the Pod (Kubernetes, "Accessing the API from a Pod").</summary>
/// <param name="directory">Where it lies.</param>
/// <param name="variable">The environment.</param>
internal sealed class ServiceAccount(string directory, Func<string, string?> variable)
{
    /// <summary>Where the kubelet leaves it.</summary>
    internal const string UsualDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    private string Token => Path.Combine(directory, "token");

    private string Authority => Path.Combine(directory, "ca.crt");

    /// <summary>Its namespace, when there is one.</summary>
    internal string? Namespace()
    {
        string file = Path.Combine(directory, "namespace");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    /// <summary>The cluster; null when this is no Pod, or one without an account.</summary>
    internal KubeTarget? Target()
    {
        string? host = variable("KUBERNETES_SERVICE_HOST");
        string? port = variable("KUBERNETES_SERVICE_PORT");
        if (string.IsNullOrEmpty(host) || !ushort.TryParse(port, out ushort number) || !File.Exists(Token) || !File.Exists(Authority))
        {
            return null;
        }

        return new KubeTarget(new UriBuilder(Uri.UriSchemeHttps, host, number).Uri)
        {
            Authorities = Authorities(),
            Credentials = new TokenFile(Token),
            Namespace = Namespace(),
        };
    }

    private X509Certificate2Collection Authorities()
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(Authority);
            return authorities;
        }
        catch (CryptographicException fault)
        {
            throw new KubeException($"{Authority}: it holds no certificate in PEM", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KubeException($"{Authority}: {FaultWords.OfFile(fault, Authority)}", fault);
        }
    }
}
