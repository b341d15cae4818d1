using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>
/// Stands in front of SQLite's way to the system's files, for the whole process: what is in the directory of a <see cref="ModelDisk"/> goes to it,
/// everything else goes where it always went. The agent needs no seam for it.
/// </summary>
internal static unsafe partial class ModelVfs
{
    private const int SqliteOpenCreate = 0x4;

    private static readonly ConcurrentDictionary<string, ModelDisk> Disks = new();
    private static readonly Lazy<nint> Original = new(Install);

    /// <summary>Stands there from now on.</summary>
    public static void Prepare() => _ = Original.Value;

    /// <summary>From now on the files of this directory are on the disk.</summary>
    public static void Attach(string directory, ModelDisk disk)
    {
        Prepare();
        Disks[directory] = disk;
    }

    /// <summary>The directory is the system's again.</summary>
    public static void Detach(string directory) => Disks.TryRemove(directory, out _);

    private static SqliteVfs* System => (SqliteVfs*)Original.Value;

    private static nint Install()
    {
        // The library is there once the provider is set up.
        SQLitePCL.Batteries_V2.Init();
        SqliteVfs* original = Find(null);
        var ours = (SqliteVfs*)NativeMemory.AllocZeroed((nuint)sizeof(SqliteVfs));
        *ours = *original;
        ours->Next = null;
        ours->Name = (byte*)Marshal.StringToCoTaskMemUTF8("model");
        ours->FileBytes = Math.Max(original->FileBytes, sizeof(SqliteFileHandle));
        ours->Open = &Open;
        ours->Delete = &Delete;
        ours->Access = &Access;
        return Register(ours, 1) == 0 ? (nint)original : throw new InvalidOperationException("SQLite takes no other file system");
    }

    private static ModelDisk? DiskOf(byte* name, out string path)
    {
        path = Marshal.PtrToStringUTF8((nint)name) ?? "";
        return Path.GetDirectoryName(path) is { } directory && Disks.TryGetValue(directory, out ModelDisk? disk) ? disk : null;
    }

    [UnmanagedCallersOnly]
    private static int Open(SqliteVfs* vfs, byte* name, SqliteFileHandle* file, int flags, int* outFlags)
    {
        if (DiskOf(name, out string path) is not { } disk)
        {
            return System->Open(System, name, file, flags, outFlags);
        }

        file->Methods = null;
        int code = disk.Open(path, (flags & SqliteOpenCreate) != 0, out ModelHandle? handle);
        if (handle is not null)
        {
            file->Methods = ModelFileMethods.Table;
            file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(handle));
            if (outFlags is not null)
            {
                *outFlags = flags;
            }
        }

        return code;
    }

    [UnmanagedCallersOnly]
    private static int Delete(SqliteVfs* vfs, byte* name, int syncDirectory) =>
        DiskOf(name, out string path) is { } disk ? disk.Delete(path, syncDirectory != 0) : System->Delete(System, name, syncDirectory);

    [UnmanagedCallersOnly]
    private static int Access(SqliteVfs* vfs, byte* name, int flags, int* result)
    {
        if (DiskOf(name, out string path) is null)
        {
            return System->Access(System, name, flags, result);
        }

        // As the system's does: an empty file is as good as none.
        *result = new FileInfo(path) is { Exists: true, Length: > 0 } ? 1 : 0;
        return 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SqliteVfs* Find(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Register(SqliteVfs* vfs, int makeDefault);
}
