using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Kubernetes;

/// <summary>What there is to know of a cluster to talk to it.</summary>
/// <param name="Server">Where the API server is; ends with a slash and holds no credentials.</param>
internal sealed record KubeTarget(Uri Server)
{
    /// <summary>What says who we are.</summary>
    public IKubeCredentials Credentials { get; init; } = new FixedCredentials(new KubeCredential());

    /// <summary>The namespace of the context, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>The authorities that are trusted; null leaves it to the machine.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Whether anybody is trusted.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>The name that the certificate has to have, when it is not the server's.</summary>
    public string? ServerName { get; init; }

    /// <summary>The proxy; null leaves it to the environment.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Headers that ask to act as somebody else.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Impersonation { get; init; } = [];
}
