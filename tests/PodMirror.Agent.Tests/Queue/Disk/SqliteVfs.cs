using System.Runtime.InteropServices;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>sqlite3_vfs (https://sqlite.org/c3ref/vfs.html), version 3; the calls that the model leaves to the system's are nameless here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteVfs
{
    public int Version;
    public int FileBytes;
    public int MaxPath;
    public SqliteVfs* Next;
    public byte* Name;
    public nint AppData;
    public delegate* unmanaged<SqliteVfs*, byte*, SqliteFileHandle*, int, int*, int> Open;
    public delegate* unmanaged<SqliteVfs*, byte*, int, int> Delete;
    public delegate* unmanaged<SqliteVfs*, byte*, int, int*, int> Access;
    public fixed ulong Others[13];
}
