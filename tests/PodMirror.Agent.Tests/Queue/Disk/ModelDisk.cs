using Microsoft.Win32.SafeHandles;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>
/// A directory on a disk that forgets what was not synced, counts what is asked of it, and fails when the test says so. Once it has crashed, nothing
/// works on it any more; <see cref="AfterCrash"/> is the disk that the next process finds.
/// </summary>
internal sealed class ModelDisk : IDisposable
{
    /// <summary>SQLITE_FULL.</summary>
    public const int NoSpace = 13;

    private const int InputOutputError = 10;
    private const int CannotOpen = 14;
    private const int NoSuchEntry = InputOutputError | (23 << 8);

    private readonly Dictionary<string, ModelFile> _files = [];
    private readonly Dictionary<string, ModelFile> _deleted = [];
    private readonly Random _random;
    private Dictionary<string, byte[]>? _image;
    private int _calls;

    public ModelDisk(Random random)
        : this(random, [])
    {
    }

    private ModelDisk(Random random, Dictionary<string, byte[]> image)
    {
        _random = random;
        Path = Directory.CreateTempSubdirectory("podmirror-disk-").FullName;
        foreach ((string name, byte[] content) in image)
        {
            string path = System.IO.Path.Combine(Path, name);
            File.WriteAllBytes(path, content);
            _files[path] = new ModelFile(path, content, isEntryDurable: true);
        }

        ModelVfs.Attach(Path, this);
    }

    public string Path { get; }

    public Lock Lock { get; } = new();

    /// <summary>The fault of each call; none at first.</summary>
    public Func<DiskCall, DiskFault> Faults { get; set; } = _ => DiskFault.None;

    /// <summary>How much was asked of it.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public bool HasCrashed => Volatile.Read(ref _image) is not null;

    /// <summary>Crashes now, in the middle of nothing.</summary>
    public void Crash(DiskFault fault)
    {
        lock (Lock)
        {
            Die(fault, null, null);
        }
    }

    /// <summary>Something else changes a file that nobody has open.</summary>
    public void Change(string name, Func<byte[], byte[]> change)
    {
        string path = System.IO.Path.Combine(Path, name);
        byte[] content = change(File.ReadAllBytes(path));
        File.WriteAllBytes(path, content);
        _files[path] = new ModelFile(path, content, isEntryDurable: true);
    }

    /// <summary>What the next process finds.</summary>
    public ModelDisk AfterCrash() => new(_random, _image!);

    public int Open(string path, bool canCreate, out ModelHandle? handle)
    {
        lock (Lock)
        {
            handle = null;
            int code = Call(DiskOperation.Open, path, null, null);
            bool exists = File.Exists(path);
            if (code != 0 || (!exists && !canCreate))
            {
                return code == 0 ? CannotOpen : code;
            }

            ModelFile file = FileAt(path, exists);
            SafeFileHandle view = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            handle = new ModelHandle(this, file, view);
            file.Handles.Add(handle);
            return 0;
        }
    }

    public int Delete(string path, bool syncDirectory)
    {
        lock (Lock)
        {
            int code = Call(DiskOperation.Delete, path, null, null);
            if (code != 0 || !File.Exists(path))
            {
                return code == 0 ? NoSuchEntry : code;
            }

            File.Delete(path);
            if (_files.Remove(path, out ModelFile? file) && file.IsEntryDurable)
            {
                _deleted[path] = file;
            }

            if (syncDirectory)
            {
                SyncDirectory();
            }

            return 0;
        }
    }

    /// <summary>The first sync of a new file writes the directory too, as SQLite on Unix does it.</summary>
    public void OnSynced(ModelFile file)
    {
        if (!file.IsEntryDurable)
        {
            SyncDirectory();
        }
    }

    public void FailSync(ModelFile file)
    {
        if (!HasCrashed)
        {
            file.FailSync(_random);
        }
    }

    /// <summary>Counts a call, and tells its fault as SQLite's result code.</summary>
    public int Call(DiskOperation operation, ModelFile file, UnsyncedChange? change) => Call(operation, file.Path, file, change);

    public void Dispose()
    {
        ModelVfs.Detach(Path);
        Directory.Delete(Path, recursive: true);
    }

    private int Call(DiskOperation operation, string path, ModelFile? file, UnsyncedChange? change)
    {
        DiskFault fault = HasCrashed ? DiskFault.Error : Faults(new DiskCall(++_calls, operation, System.IO.Path.GetFileName(path)));
        if (fault is DiskFault.Kill or DiskFault.PowerLoss)
        {
            Die(fault, file, change);
        }

        return fault switch
        {
            DiskFault.None => 0,
            DiskFault.Full => NoSpace,
            _ => InputOutputError,
        };
    }

    private void Die(DiskFault fault, ModelFile? file, UnsyncedChange? underWay)
    {
        if (HasCrashed)
        {
            return;
        }

        bool isKill = fault == DiskFault.Kill;
        foreach (ModelFile known in _files.Values.Where(_ => isKill))
        {
            known.KeepAllBut(known == file ? underWay : null);
        }

        if (!isKill && underWay is { } change)
        {
            file!.Add(change);
        }

        Dictionary<string, byte[]> image = [];
        foreach (string path in Directory.EnumerateFiles(Path).Concat(_deleted.Keys).Distinct())
        {
            if (Surviving(path, isKill) is { } content)
            {
                image[System.IO.Path.GetFileName(path)] = content;
            }
        }

        Volatile.Write(ref _image, image);
    }

    private byte[]? Surviving(string path, bool isKill)
    {
        ModelFile? file = _files.GetValueOrDefault(path);
        if (file is null && File.Exists(path))
        {
            // Not one that SQLite has opened here.
            return File.ReadAllBytes(path);
        }

        if (isKill || file is { IsEntryDurable: true } || (file is not null && _random.Next(2) == 0))
        {
            return file?.AfterCrash(_random);
        }

        return _deleted.TryGetValue(path, out ModelFile? deleted) && _random.Next(2) == 0 ? deleted.AfterCrash(_random) : null;
    }

    private ModelFile FileAt(string path, bool exists)
    {
        if (!_files.TryGetValue(path, out ModelFile? file) || !exists || IsReplaced(path, file))
        {
            // One with content was renamed by the agent: after a crash it has one of its names.
            byte[] content = exists ? File.ReadAllBytes(path) : [];
            file = new ModelFile(path, content, isEntryDurable: content.Length > 0);
            _files[path] = file;
        }

        return file;
    }

    /// <summary>The agent set the file aside and made an empty one in its place.</summary>
    private static bool IsReplaced(string path, ModelFile file) => file.Handles.Count == 0 && new FileInfo(path).Length == 0 && !file.IsEmpty;

    private void SyncDirectory()
    {
        foreach (ModelFile file in _files.Values)
        {
            file.IsEntryDurable = true;
        }

        _deleted.Clear();
    }
}
