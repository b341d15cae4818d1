namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>What goes wrong at a call.</summary>
internal enum DiskFault
{
    None,

    /// <summary>No space: of a write only the first half gets there.</summary>
    Full,

    /// <summary>An I/O error. A sync that fails forgets what it was to write, as Linux does: the next one does not write it either.</summary>
    Error,

    /// <summary>The process is killed: what it wrote stays, of the write under way some part.</summary>
    Kill,

    /// <summary>The power fails: what was synced stays, of the rest any part.</summary>
    PowerLoss,
}
