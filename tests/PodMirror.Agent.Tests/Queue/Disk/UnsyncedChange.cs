namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>A write, or a new length, that no sync has followed.</summary>
/// <param name="Offset">Where it was written, or the new length.</param>
/// <param name="Bytes">What was written; null for a new length.</param>
internal readonly record struct UnsyncedChange(long Offset, byte[]? Bytes);
