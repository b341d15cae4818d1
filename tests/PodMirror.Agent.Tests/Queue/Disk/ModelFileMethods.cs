using System.Runtime.InteropServices;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>The calls on an open file, from SQLite to its <see cref="ModelHandle"/>.</summary>
internal static unsafe class ModelFileMethods
{
    private const int SectorBytes = 4096;

    /// <summary>SQLITE_IOCAP_POWERSAFE_OVERWRITE, which SQLite takes for granted on Linux: a torn write harms nothing beside itself.</summary>
    private const int PowersafeOverwrite = 0x1000;

    /// <summary>SQLITE_NOTFOUND: a control that is not known.</summary>
    private const int NotFound = 12;

    public static SqliteFileMethods* Table { get; } = Make();

    private static SqliteFileMethods* Make()
    {
        var table = (SqliteFileMethods*)NativeMemory.AllocZeroed((nuint)sizeof(SqliteFileMethods));
        table->Version = 1;
        table->Close = &Close;
        table->Read = &Read;
        table->Write = &Write;
        table->Truncate = &Truncate;
        table->Sync = &Sync;
        table->Size = &Size;
        table->Lock = &Lock;
        table->Unlock = &Unlock;
        table->CheckReservedLock = &CheckReservedLock;
        table->Control = &Control;
        table->SectorSize = &SectorSize;
        table->Characteristics = &Characteristics;
        return table;
    }

    private static ModelHandle Of(SqliteFileHandle* file) => (ModelHandle)GCHandle.FromIntPtr(file->Handle).Target!;

    [UnmanagedCallersOnly]
    private static int Close(SqliteFileHandle* file)
    {
        Of(file).Close();
        GCHandle.FromIntPtr(file->Handle).Free();
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Read(SqliteFileHandle* file, byte* to, int count, long offset) => Of(file).Read(new Span<byte>(to, count), offset);

    [UnmanagedCallersOnly]
    private static int Write(SqliteFileHandle* file, byte* from, int count, long offset) =>
        Of(file).Write(new ReadOnlySpan<byte>(from, count), offset);

    [UnmanagedCallersOnly]
    private static int Truncate(SqliteFileHandle* file, long size) => Of(file).Truncate(size);

    [UnmanagedCallersOnly]
    private static int Sync(SqliteFileHandle* file, int flags) => Of(file).Sync();

    [UnmanagedCallersOnly]
    private static int Size(SqliteFileHandle* file, long* size)
    {
        *size = Of(file).Size;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Lock(SqliteFileHandle* file, int level) => Of(file).Lock(level);

    [UnmanagedCallersOnly]
    private static int Unlock(SqliteFileHandle* file, int level) => Of(file).Unlock(level);

    [UnmanagedCallersOnly]
    private static int CheckReservedLock(SqliteFileHandle* file, int* isReserved)
    {
        *isReserved = Of(file).IsReserved ? 1 : 0;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Control(SqliteFileHandle* file, int operation, void* argument) => NotFound;

    [UnmanagedCallersOnly]
    private static int SectorSize(SqliteFileHandle* file) => SectorBytes;

    [UnmanagedCallersOnly]
    private static int Characteristics(SqliteFileHandle* file) => PowersafeOverwrite;
}
