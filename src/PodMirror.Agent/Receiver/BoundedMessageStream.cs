using PodMirror.Agent.Metrics;
using PodMirror.Exchange;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// Decompresses a gRPC message up to <see cref="ReceiverLimits.MaxGrpcMessageBytes"/>, out of the budget; past either, or when it is not what its
/// coding says, the call is refused.
/// </summary>
internal sealed class BoundedMessageStream(BodyCoding coding, Stream compressed, GrpcCall call) : ReadOnlyStream
{
    private readonly Stream _inner = BodyCodings.Undo(coding, compressed);
    private readonly long _compressedBytes = call.Lease.Held;
    private int _read;

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
