namespace PodMirror.Agent.Coverage;

/// <summary>How a Pod stands. The names, in snake case, are the states in the API and the metrics.</summary>
internal enum CoverageState
{
    /// <summary>It is to be mirrored, and both containers are ready.</summary>
    Mirrored,

    /// <summary>It is to be mirrored and has both containers, but they are not ready.</summary>
    NotReady,

    /// <summary>It is not as it should be, and a restart would make it so.</summary>
    RestartNeeded,

    /// <summary>It is asked for, and something stands against it.</summary>
    Refused,

    /// <summary>Nobody asks for it.</summary>
    NotWanted,
}
