using System.Runtime.InteropServices;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>
/// sqlite3_io_methods (https://sqlite.org/c3ref/io_methods.html), version 1: without shared memory, which an exclusive lock needs none of.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteFileMethods
{
    public int Version;
    public delegate* unmanaged<SqliteFileHandle*, int> Close;
    public delegate* unmanaged<SqliteFileHandle*, byte*, int, long, int> Read;
    public delegate* unmanaged<SqliteFileHandle*, byte*, int, long, int> Write;
    public delegate* unmanaged<SqliteFileHandle*, long, int> Truncate;
    public delegate* unmanaged<SqliteFileHandle*, int, int> Sync;
    public delegate* unmanaged<SqliteFileHandle*, long*, int> Size;
    public delegate* unmanaged<SqliteFileHandle*, int, int> Lock;
    public delegate* unmanaged<SqliteFileHandle*, int, int> Unlock;
    public delegate* unmanaged<SqliteFileHandle*, int*, int> CheckReservedLock;
    public delegate* unmanaged<SqliteFileHandle*, int, void*, int> Control;
    public delegate* unmanaged<SqliteFileHandle*, int> SectorSize;
    public delegate* unmanaged<SqliteFileHandle*, int> Characteristics;
}
