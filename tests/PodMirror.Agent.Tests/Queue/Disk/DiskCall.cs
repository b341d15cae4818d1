namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>A call of SQLite, for a test to choose its fault.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Operation">What is asked.</param>
/// <param name="File">The file's name.</param>
internal readonly record struct DiskCall(int Number, DiskOperation Operation, string File);
