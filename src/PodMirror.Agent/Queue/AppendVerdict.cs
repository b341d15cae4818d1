namespace PodMirror.Agent.Queue;

/// <summary>What became of a batch that was to be queued.</summary>
internal enum AppendVerdict
{
    /// <summary>It is on the disk, and will be delivered whatever happens to this process.</summary>
    Durable,

    /// <summary>A destination that refuses has no room for it.</summary>
    Full,

    /// <summary>The file cannot be written to now.</summary>
    Unwritable,

    /// <summary>The queue takes nothing more.</summary>
    Closed,
}
