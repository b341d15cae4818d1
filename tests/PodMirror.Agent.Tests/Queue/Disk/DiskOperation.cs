namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>What SQLite asks of a disk, and can go wrong.</summary>
internal enum DiskOperation
{
    Open,
    Read,
    Write,
    Truncate,
    Sync,
    Delete,
}
