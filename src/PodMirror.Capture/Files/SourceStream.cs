namespace PodMirror.Capture;

/// <summary>The file as it is stored: it can be looked at before it is read, and counts what was read.</summary>
internal sealed class SourceStream(Stream inner) : Stream
{
    /// <summary>How many bytes can be looked at: the longest magic number that is known.</summary>
    public const int PeekBytes = 8;

    private readonly byte[] _head = new byte[PeekBytes];
    private int _headStart;
    private int _headEnd;

    /// <summary>Bytes taken from the stored file.</summary>
    public long BytesRead { get; private set; }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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
        return read;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
