namespace PodMirror.Agent.Access;

/// <summary>How the web port finds out who asks.</summary>
internal enum WebAuthentication
{
    /// <summary>Not at all: whoever reaches it may do everything.</summary>
    Off,

    /// <summary>By a token.</summary>
    Token,

    /// <summary>By an OpenID provider, and by a token where there are some.</summary>
    Oidc,
}
