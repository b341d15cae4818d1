namespace PodMirror.Agent.Metrics;

/// <summary>Why a stored span is no longer in the store. The names, in snake case, are the reasons in the metrics.</summary>
internal enum ExpiryReason
{
    /// <summary>The oldest made room for newer ones.</summary>
    Size,

    /// <summary>It was older than the store keeps.</summary>
    Age,

    /// <summary>It was in a file found damaged, which was set aside.</summary>
    SetAside,
}
