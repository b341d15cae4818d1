using System.Runtime.InteropServices;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>sqlite3_file, followed by what the model keeps there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteFileHandle
{
    public SqliteFileMethods* Methods;

    /// <summary>A <see cref="GCHandle"/> of the <see cref="ModelHandle"/>.</summary>
    public nint Handle;
}
