using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// Decompresses a gRPC message up to <see cref="ReceiverLimits.MaxGrpcMessageBytes"/>, out of the budget; past either, or when it is not what its
/// coding says, the call is refused.
/// </summary>
internal sealed class BoundedMessageStream(BodyCoding coding, Stream compressed, GrpcCall call) : Stream
{
    private readonly Stream _inner = BodyCodings.Undo(coding, compressed);
    private readonly long _compressedBytes = call.Lease.Held;
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
        catch (Exception fault) when (BodyCodings.IsBadData(fault))
        {
            throw call.Refuse(RefusalReason.BadEncoding, "the message is not what its grpc-encoding says");
        }

        _read += count;
        if (_read > ReceiverLimits.MaxGrpcMessageBytes)
        {
            string message = $"a message has at most {ReceiverLimits.MaxGrpcMessageBytes} bytes once decompressed";
            throw call.Refuse(RefusalReason.TooLargeDecompressed, message);
        }

        return call.Lease.TryGrowTo(_compressedBytes + BodyCodings.Held(coding, _read))
            ? count
            : throw call.Refuse(RefusalReason.Overload, "the queue is full; try again later");
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
            call.Lease.ShrinkTo(Math.Max(_compressedBytes, _read));
        }

        base.Dispose(disposing);
    }
}
