namespace PodMirror.Agent.Queue;

/// <summary>Why the queue let go of spans before their destination had them. The names, in snake case, are the reasons in the metrics.</summary>
internal enum QueueDropReason
{
    /// <summary>The oldest made room for newer ones.</summary>
    QueueFull,

    /// <summary>They waited longer than a batch may.</summary>
    Expired,

    /// <summary>They were in a file, or a part of one, that could not be read any more.</summary>
    Damaged,

    /// <summary>The agent ended before they were delivered, and its queue was in memory only.</summary>
    Shutdown,
}
