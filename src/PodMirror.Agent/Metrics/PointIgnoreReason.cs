namespace PodMirror.Agent.Metrics;

/// <summary>Why a point of an accepted metrics request is not kept. The names, in snake case, are the reasons in the metrics.</summary>
internal enum PointIgnoreReason
{
    /// <summary>Its scope is not <c>podmirror</c>: the agent is no store of metrics.</summary>
    ForeignScope,

    /// <summary>Its resource names neither a Pod nor a service, or names them at more length than Kubernetes allows.</summary>
    NoPod,

    /// <summary>No metric of this version's sidecars has such a point.</summary>
    UnknownPoint,

    /// <summary>It is older than what is known, or goes down where it can only grow.</summary>
    Outdated,

    /// <summary>There are as many Pods as may be.</summary>
    TooManyPods,
}
