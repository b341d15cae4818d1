using ZstdSharp;

namespace PodMirror.Capture;

/// <summary>
/// The part of a file that lies in memory. Records are parsed where they lie; only what remains of a record at the window's end
/// is moved to its front before the rest is read.
/// </summary>
internal sealed class FileWindow(Stream source)
{
    private byte[] _bytes = new byte[FileLimits.WindowBytes];
    private int _start;
    private int _end;

    /// <summary>The bytes read and not yet consumed.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, _end - _start);

    /// <summary>How many bytes are there.</summary>
    public int Available => _end - _start;

    /// <summary>Where the first byte not consumed lies in the (decompressed) file.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the compressed data cannot be decompressed any further.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether the compressed data ended before its own end.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Makes sure that so many bytes are there. False when the file ends before, or cannot be decompressed any further.</summary>
    public bool TryEnsure(int count) => _end - _start >= count || TryFill(count);

    /// <summary>Takes bytes that are there.</summary>
    public void Consume(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Takes bytes without keeping them, reading on as needed. False when the file ends before.</summary>
    public bool TrySkip(long count)
    {
        while (count > Available)
        {
            count -= Available;
            Consume(Available);
            if (!TryEnsure(1))
            {
                return false;
            }
        }

        Consume((int)count);
        return true;
    }

    private bool TryFill(int count)
    {
        int kept = _end - _start;
        if (count > _bytes.Length)
        {
            int size = Math.Min(Math.Max(count, _bytes.Length * 2), FileLimits.MaxWindowBytes);
            byte[] larger = new byte[size];
            _bytes.AsSpan(_start, kept).CopyTo(larger);
            _bytes = larger;
        }
        else
        {
            _bytes.AsSpan(_start, kept).CopyTo(_bytes);
        }

        _start = 0;
        _end = kept;
        while (_end < count)
        {
            int read = Read(_bytes.AsSpan(_end));
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    /// <summary>0 at the end, and where the compressed data is damaged: that is the file's content, and no reason to throw.</summary>
    private int Read(Span<byte> target)
    {
        if (IsDamaged || IsCutOff)
        {
            return 0;
        }

        try
        {
            return source.Read(target);
        }
        catch (EndOfStreamException)
        {
            IsCutOff = true;
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException)
        {
            IsDamaged = true;
        }

        return 0;
    }
}
