using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>
/// Bytes that are appended once and read back at any place: in memory up to a limit, beyond it in a temporary file that
/// has no name any more, so that nothing of it is left behind however the process ends.
/// </summary>
/// <remarks>
/// <code>
/// offset   0         4 MiB     8 MiB    ...  limit
/// segment  [0 memory][1 memory][2 memory] .. [n file][n+1 file][last: in memory until full]
/// </code>
/// A record lies within one segment; what is left at a segment's end stays unused (in the file: a hole).
/// </remarks>
public sealed class SpoolStorage : IDisposable
{
    /// <summary>Bytes of a segment: the largest record fits.</summary>
    public const int SegmentBytes = RecordFormat.MaxRecordBytes;

    /// <summary>
    /// Segments held in memory before the file is begun, 64 MiB: what a laptop spares without noticing, and enough for most captures of
    /// one service.
    /// </summary>
    public const int DefaultMemorySegments = 16;

    private readonly int _memorySegments;
    private readonly List<byte[]> _memory = [];
    private readonly string _folder;
    private SpoolFile? _file;
    private byte[] _open = [];
    private byte[] _scratch = [];
    private long _segment = -1;
    private int _used = SegmentBytes;

    /// <summary>An empty storage.</summary>
    /// <param name="memorySegments">Segments that stay in memory, at least 1.</param>
    /// <param name="folder">The folder of the temporary file.</param>
    public SpoolStorage(int memorySegments, string folder)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(memorySegments, 1);
        _memorySegments = memorySegments;
        _folder = folder;
    }

    /// <summary>Whether the limit of memory was passed, so that there is a temporary file.</summary>
    public bool IsOnDisk => _file is not null;

    /// <summary>Where the last byte of it lies.</summary>
    public long Bytes => (_segment * SegmentBytes) + _used;

    /// <summary>Makes room for a record at the end.</summary>
    /// <param name="bytes">Its size, at most <see cref="SegmentBytes"/>.</param>
    /// <param name="offset">Where it lies, for <see cref="Read"/>.</param>
    /// <returns>The room, to be filled before the next call.</returns>
    /// <exception cref="IOException">The temporary file cannot be made or written, as when its file system is full.</exception>
    public Span<byte> Append(int bytes, out long offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)SegmentBytes);
        if (bytes > SegmentBytes - _used)
        {
            OpenNextSegment();
        }

        offset = (_segment * SegmentBytes) + _used;
        Span<byte> room = _open.AsSpan(_used, bytes);
        _used += bytes;
        return room;
    }

    /// <summary>The bytes at a place that <see cref="Append"/> gave. Valid until the next call of either.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public ReadOnlySpan<byte> Read(long offset, int bytes)
    {
        (long segment, long within) = Math.DivRem(offset, SegmentBytes);
        if (segment == _segment)
        {
            return _open.AsSpan((int)within, bytes);
        }

        if (segment < _memorySegments)
        {
            return _memory[(int)segment].AsSpan((int)within, bytes);
        }

        if (_scratch.Length < bytes)
        {
            _scratch = new byte[Math.Min(SegmentBytes, Math.Max(bytes, _scratch.Length * 2))];
        }

        Span<byte> read = _scratch.AsSpan(0, bytes);
        _file!.Read(offset - ((long)_memorySegments * SegmentBytes), read);
        return read;
    }

    /// <summary>Forgets everything; the memory stays for the next use.</summary>
    public void Clear()
    {
        _file?.Dispose();
        _file = null;
        _segment = -1;
        _used = SegmentBytes;
    }

    /// <inheritdoc />
    public void Dispose() => Clear();

    private void OpenNextSegment()
    {
        if (_segment >= _memorySegments)
        {
            _file ??= new SpoolFile(_folder);
            _file.Write((_segment - _memorySegments) * SegmentBytes, _open.AsSpan(0, _used));
        }

        _segment++;
        _used = 0;
        if (_segment > _memorySegments)
        {
            return; // the segment that was just written to the file is filled anew
        }

        if (_segment == _memory.Count)
        {
            _memory.Add(GC.AllocateUninitializedArray<byte>(SegmentBytes));
        }

        _open = _memory[(int)_segment];
    }
}
