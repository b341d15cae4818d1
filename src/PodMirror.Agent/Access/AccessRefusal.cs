namespace PodMirror.Agent.Access;

/// <summary>Why a request on the web port was not answered. The names, in snake case, are the reasons in the metrics.</summary>
internal enum AccessRefusal
{
    /// <summary>Nobody who is known asks.</summary>
    Unauthenticated,

    /// <summary>Who asks has not the role.</summary>
    Role,

    /// <summary>A page of another site asks for a change.</summary>
    CrossSite,
}
