using System.IO.Compression;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// Decompresses a gRPC message up to <see cref="ReceiverLimits.MaxGrpcMessageBytes"/>; past it, or when it is no gzip, the call is refused.
/// </summary>
internal sealed class BoundedGzipStream(Stream compressed) : Stream
{
    private readonly GZipStream _inner = new(compressed, CompressionMode.Decompress, leaveOpen: true);
    private int _read;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = _inner.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw GrpcRefusal.Of(RefusalReason.BadEncoding, "the message is not gzip as its grpc-encoding says");
        }

        _read += count;
        if (_read > ReceiverLimits.MaxGrpcMessageBytes)
        {
            string message = $"a message has at most {ReceiverLimits.MaxGrpcMessageBytes} bytes once decompressed";
            throw GrpcRefusal.Of(RefusalReason.TooLargeDecompressed, message);
        }

        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
