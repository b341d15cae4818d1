using System.Buffers.Binary;
using PodMirror.Exchange;

namespace PodMirror.Capture;

/// <summary>The file as it is stored: it can be looked at before it is read, and counts what was read.</summary>
internal sealed class SourceStream(Stream inner) : ReadOnlyStream
{
    /// <summary>How many bytes can be looked at: the longest magic number that is known.</summary>
    public const int PeekBytes = 8;

    private const int TailBytes = 4;

    private readonly byte[] _head = new byte[PeekBytes];
    private readonly byte[] _tail = new byte[TailBytes];
    private int _headStart;
    private int _headEnd;

    /// <summary>Bytes taken from the stored file.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The last four bytes that were read, as a number, least significant byte first.</summary>
    public uint Tail => BinaryPrimitives.ReadUInt32LittleEndian(_tail);

    /// <summary>The first bytes of the file, at most <see cref="PeekBytes"/>; fewer when it has no more. They are read again later.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _headEnd = inner.ReadAtLeast(_head, PeekBytes, throwOnEndOfStream: false);
        return _head.AsSpan(0, _headEnd);
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_headStart < _headEnd)
        {
            read = Math.Min(buffer.Length, _headEnd - _headStart);
            _head.AsSpan(_headStart, read).CopyTo(buffer);
            _headStart += read;
        }
        else
        {
            read = inner.Read(buffer);
        }

        BytesRead += read;
        Remember(buffer[..read]);
        return read;
    }

    private void Remember(ReadOnlySpan<byte> read)
    {
        int kept = Math.Max(0, TailBytes - read.Length);
        _tail.AsSpan(TailBytes - kept).CopyTo(_tail);
        read[^(TailBytes - kept)..].CopyTo(_tail.AsSpan(kept));
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
