using PodMirror.Agent.Access.Oidc;

namespace PodMirror.Agent.Access;

/// <summary>Who may use the web port. docs/web.md says more about each.</summary>
internal sealed record AccessOptions
{
    /// <summary>How the web port finds out who asks.</summary>
    public WebAuthentication Authentication { get; init; }

    /// <summary>A file of tokens with their roles; null for none.</summary>
    public string? TokenFile { get; init; }

    /// <summary>A Secret of the agent's namespace with such tokens, which the agent makes where there are none; null for none.</summary>
    public string? TokenSecret { get; init; }

    /// <summary>The agent's own namespace; null is that of its service account.</summary>
    public string? Namespace { get; init; }

    /// <summary>A kubeconfig; null is the usual one, or in a Pod without any its service account.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The OpenID provider; null for none.</summary>
    public OidcOptions? Oidc { get; init; }
}
