namespace PodMirror.Injection;

/// <summary>
/// Whom tme trusts, and by what it is known to the receiver. Secrets and ConfigMaps are named here, and are those of each Pod's own namespace:
/// nothing that is secret is in a Pod's object.
/// </summary>
public sealed record TmeCredentials
{
    /// <summary>Neither of them.</summary>
    internal static TmeCredentials None { get; } = new();

    /// <summary>The authorities that are trusted, in PEM, which is no secret; null for those of an object, or of the image.</summary>
    public string? CaBundle { get; init; }

    /// <summary>A ConfigMap whose key <c>ca.crt</c> has the authorities that are trusted; or null.</summary>
    public string? CaConfigMap { get; init; }

    /// <summary>A Secret whose key <c>ca.crt</c> has the authorities that are trusted; or null.</summary>
    public string? CaSecret { get; init; }

    /// <summary>A Secret whose keys <c>tls.crt</c> and <c>tls.key</c> are shown to the receiver; or null.</summary>
    public string? ClientCertificateSecret { get; init; }

    /// <summary>A Secret whose key <c>token</c> the receiver asks for; or null.</summary>
    public string? TokenSecret { get; init; }

    /// <summary>Whether any of them is a file.</summary>
    internal bool HasFiles => (CaConfigMap ?? CaSecret ?? ClientCertificateSecret ?? TokenSecret) is not null;
}
