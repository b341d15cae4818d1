namespace PodMirror.Capture;

/// <summary>What a fragment did to its datagram.</summary>
internal enum JoinResult
{
    /// <summary>It was added; others are missing.</summary>
    Waiting,

    /// <summary>It was the last that was missing.</summary>
    Complete,

    /// <summary>All of it had been there before, or the datagram is done: a copy.</summary>
    Duplicate,

    /// <summary>It overlaps others in part, or disagrees about the end.</summary>
    Contradiction,
}
