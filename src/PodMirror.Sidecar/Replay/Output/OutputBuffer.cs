using System.Buffers;

namespace PodMirror.Sidecar.Replay;

/// <summary>Collects output and hands it to a stream in large pieces, so that a small exchange costs no system call.</summary>
/// <param name="destination">Where it goes; not closed here.</param>
public sealed class OutputBuffer(Stream destination) : IBufferWriter<byte>
{
    /// <summary>Bytes that are collected before they are written: large enough to make the system call cheap, small enough for a cache.</summary>
    public const int CollectBytes = 131_072;

    // Grows only to the largest piece that was asked for, which no caller makes larger than a multiple of what it read from a record.
    private byte[] _buffer = new byte[CollectBytes];
    private int _count;

    /// <summary>Whether the stream refused what was written, so that nothing more can be.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Adds bytes.</summary>
    /// <exception cref="IOException">The stream refused what was collected before; <see cref="HasFailed"/> says so.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _count)
        {
            Flush();
            if (bytes.Length > _buffer.Length)
            {
                Pass(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_count));
        _count += bytes.Length;
    }

    /// <summary>Adds one byte.</summary>
    public void Write(byte value)
    {
        if (_count == _buffer.Length)
        {
            Flush();
        }

        _buffer[_count++] = value;
    }

    /// <inheritdoc />
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_buffer.Length - _count));
        _count += count;
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(_count);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(_count);
    }

    /// <summary>Writes what was collected.</summary>
    /// <exception cref="IOException">The stream refused it; <see cref="HasFailed"/> says so.</exception>
    public void Flush()
    {
        if (_count > 0)
        {
            int count = _count;
            _count = 0;
            Pass(_buffer.AsSpan(0, count));
        }
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        try
        {
            destination.Write(bytes);
            destination.Flush();
        }
        catch (IOException)
        {
            HasFailed = true;
            throw;
        }
    }

    private void MakeRoom(int sizeHint)
    {
        int needed = Math.Max(sizeHint, 1);
        if (_buffer.Length - _count >= needed)
        {
            return;
        }

        Flush();
        if (_buffer.Length < needed)
        {
            _buffer = new byte[needed];
        }
    }
}
