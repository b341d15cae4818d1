namespace PodMirror.Agent.Access.Oidc;

/// <summary>An OpenID provider, and whom of those that it knows may do what.</summary>
internal sealed record OidcOptions
{
    /// <summary>Where a browser begins to sign in.</summary>
    public const string StartPath = "/api/v1/session/oidc/start";

    /// <summary>Where the provider sends it back to.</summary>
    public const string CallbackPath = "/api/v1/session/oidc/callback";

    /// <summary>The provider: the issuer of its ID tokens, without a slash that it does not have itself.</summary>
    public required string Issuer { get; init; }

    /// <summary>By which name it knows the agent.</summary>
    public required string ClientId { get; init; }

    /// <summary>A file of the secret by which the agent is known to it; null where PKCE is enough.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>Where it sends browsers back to; null is made of the address that they use.</summary>
    public Uri? RedirectUri { get; init; }

    /// <summary>What is asked for.</summary>
    public string Scopes { get; init; } = "openid profile email";

    /// <summary>The claim with the name of a user; <c>sub</c> where it is missing.</summary>
    public string NameClaim { get; init; } = "email";

    /// <summary>The claim with the groups of a user.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Groups whose members are editors.</summary>
    public IReadOnlyList<string> EditorGroups { get; init; } = [];

    /// <summary>Groups whose members are viewers; empty for all whom the provider lets in.</summary>
    public IReadOnlyList<string> ViewerGroups { get; init; } = [];

    /// <summary>How long one answer of the provider may take: a person waits for it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The role of somebody who is in these groups.</summary>
    public WebRole RoleOf(IReadOnlyCollection<string> groups) =>
        EditorGroups.Any(groups.Contains) ? WebRole.Editor
        : ViewerGroups.Count == 0 || ViewerGroups.Any(groups.Contains) ? WebRole.Viewer
        : WebRole.None;
}
