namespace PodMirror.Agent.Access.Oidc;

/// <summary>Why a sign-in by the OpenID provider failed. The names, in snake case, are the reasons in the metrics.</summary>
internal enum OidcFault
{
    /// <summary>The browser comes back without having been sent, or too late.</summary>
    State,

    /// <summary>The provider says no, or the user did.</summary>
    Denied,

    /// <summary>The provider cannot be reached, or answers something else than it should.</summary>
    Provider,

    /// <summary>The ID token is no token, or has no claim that it needs.</summary>
    Malformed,

    /// <summary>It is signed in a way that is not taken: RS256 and ES256 are.</summary>
    Algorithm,

    /// <summary>It is signed by a key that the provider does not have.</summary>
    Key,

    /// <summary>Its signature is wrong.</summary>
    Signature,

    /// <summary>It is another provider's.</summary>
    Issuer,

    /// <summary>It is for another program.</summary>
    Audience,

    /// <summary>It is over, or not valid yet.</summary>
    Time,

    /// <summary>It is of another sign-in.</summary>
    Nonce,

    /// <summary>The user is in no group that has a role.</summary>
    Role,
}
