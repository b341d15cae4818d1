namespace PodMirror.Agent.Configuration;

/// <summary>What can be set of the injector. docs/agent.md says more about each.</summary>
internal sealed record InjectorOptions
{
    /// <summary>The shortest life of a certificate: a renewal needs some seconds.</summary>
    public static readonly TimeSpan LeastCertificateLife = TimeSpan.FromSeconds(30);

    /// <summary>The administrator's injection settings, a file.</summary>
    public required string Settings { get; init; }

    /// <summary>Where the webhook listens.</summary>
    public ListenAddress Webhook { get; init; } = new(System.Net.IPAddress.IPv6Any, 8443);

    /// <summary>The MutatingWebhookConfiguration whose caBundle is kept.</summary>
    public string Configuration { get; init; } = "podmirror";

    /// <summary>The Service whose names the certificate carries.</summary>
    public string Service { get; init; } = "podmirror";

    /// <summary>The Secret of the self-made authority.</summary>
    public string Secret { get; init; } = "podmirror-webhook";

    /// <summary>A directory with tls.crt and tls.key that somebody else keeps; null makes our own.</summary>
    public string? CertificateDirectory { get; init; }

    /// <summary>How long a replica's own certificate lives; the authority lives 52 times as long.</summary>
    public TimeSpan CertificateLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The agent's own namespace; null is the service account's.</summary>
    public string? Namespace { get; init; }

    /// <summary>A kubeconfig; null is the usual one, or in a Pod without any its service account.</summary>
    public string? Kubeconfig { get; init; }
}
