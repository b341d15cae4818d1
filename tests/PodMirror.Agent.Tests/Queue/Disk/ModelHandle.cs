using Microsoft.Win32.SafeHandles;

namespace PodMirror.Agent.Tests.Queue.Disk;

/// <summary>One opening of a file, as SQLite has it; answers with SQLite's result codes.</summary>
internal sealed class ModelHandle(ModelDisk disk, ModelFile file, SafeFileHandle view)
{
    private const int Busy = 5;
    private const int ShortRead = 522;
    private const int Shared = 1;
    private const int Reserved = 2;
    private const int Pending = 3;
    private int _level;

    public long Size => RandomAccess.GetLength(view);

    public bool IsReserved => file.Handles.Exists(handle => handle._level >= Reserved);

    public int Read(Span<byte> target, long offset)
    {
        lock (disk.Lock)
        {
            int code = disk.Call(DiskOperation.Read, file, null);
            if (code != 0)
            {
                return code;
            }

            int read = RandomAccess.Read(view, target, offset);
            target[read..].Clear();
            return read < target.Length ? ShortRead : 0;
        }
    }

    public int Write(ReadOnlySpan<byte> bytes, long offset)
    {
        lock (disk.Lock)
        {
            var change = new UnsyncedChange(offset, bytes.ToArray());
            int code = disk.Call(DiskOperation.Write, file, change);
            if (code is not (0 or ModelDisk.NoSpace))
            {
                return code;
            }

            change = new UnsyncedChange(offset, code == 0 ? change.Bytes : change.Bytes![..(bytes.Length / 2)]);
            RandomAccess.Write(view, change.Bytes, offset);
            file.Add(change);
            return code;
        }
    }

    public int Truncate(long size)
    {
        lock (disk.Lock)
        {
            var change = new UnsyncedChange(size, null);
            int code = disk.Call(DiskOperation.Truncate, file, change);
            if (code == 0)
            {
                RandomAccess.SetLength(view, size);
                file.Add(change);
            }

            return code;
        }
    }

    public int Sync()
    {
        lock (disk.Lock)
        {
            int code = disk.Call(DiskOperation.Sync, file, null);
            if (code == 0)
            {
                file.Sync();
                disk.OnSynced(file);
            }
            else
            {
                disk.FailSync(file);
            }

            return code;
        }
    }

    public int Lock(int level)
    {
        lock (disk.Lock)
        {
            int others = file.Handles.Where(handle => handle != this).Select(handle => handle._level).DefaultIfEmpty(0).Max();
            bool isFree = level == Shared ? others < Pending : level == Reserved ? others < Reserved : others == 0;
            _level = isFree ? Math.Max(_level, level) : _level;
            return isFree ? 0 : Busy;
        }
    }

    public int Unlock(int level)
    {
        lock (disk.Lock)
        {
            _level = Math.Min(_level, level);
            return 0;
        }
    }

    public void Close()
    {
        lock (disk.Lock)
        {
            file.Handles.Remove(this);
            view.Dispose();
        }
    }
}
