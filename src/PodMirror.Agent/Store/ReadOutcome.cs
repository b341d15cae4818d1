namespace PodMirror.Agent.Store;

/// <summary>How a reading of the store ended.</summary>
internal enum ReadOutcome
{
    /// <summary>What was asked for was read.</summary>
    Done,

    /// <summary>There is no such row.</summary>
    NotFound,

    /// <summary>It took longer than <see cref="StoreLimits.ReadTimeoutSeconds"/>.</summary>
    TimedOut,

    /// <summary>The file cannot be read now.</summary>
    Failed,
}
