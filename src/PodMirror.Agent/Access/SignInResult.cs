namespace PodMirror.Agent.Access;

/// <summary>What became of an attempt to sign in. The names, in snake case, are the results in the metrics.</summary>
internal enum SignInResult
{
    /// <summary>A session has begun.</summary>
    Accepted,

    /// <summary>The token, or what the OpenID provider says, is not good; a token that is shown with a request counts here too.</summary>
    Refused,

    /// <summary>Too many from this address were refused before; it was not looked at.</summary>
    Limited,
}
