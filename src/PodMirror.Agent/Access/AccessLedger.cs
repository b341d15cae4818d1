using PodMirror.Agent.Access.Oidc;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Access;

/// <summary>Counts what became of requests on the web port that had to say who asks.</summary>
internal sealed class AccessLedger
{
    /// <summary>Attempts to sign in.</summary>
    public ReasonCounters<SignInResult> SignIns { get; } = new();

    /// <summary>Why requests were not answered.</summary>
    public ReasonCounters<AccessRefusal> Refused { get; } = new();

    /// <summary>Why sign-ins by the OpenID provider failed.</summary>
    public ReasonCounters<OidcFault> OidcFaults { get; } = new();
}
