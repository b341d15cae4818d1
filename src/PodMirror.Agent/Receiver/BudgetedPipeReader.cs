using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// A request body whose bytes are taken from the budget as they arrive, before a message of them is whole. The head of the message is checked here
/// too: the library answers UNKNOWN to a flag that there is not and to a length beyond 31 bits.
/// </summary>
internal sealed class BudgetedPipeReader(PipeReader inner, GrpcCall call) : PipeReader
{
    // A flag of compression and the length, big-endian (PROTOCOL-HTTP2 of gRPC, Length-Prefixed-Message).
    private const int HeadBytes = 5;
    private bool _headSeen;

    /// <inheritdoc/>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await inner.ReadAsync(cancellationToken);
        if (!call.Lease.TryGrowTo(result.Buffer.Length))
        {
            inner.AdvanceTo(result.Buffer.End);
            throw call.Refuse(RefusalReason.Overload, "the queue is full; try again later");
        }

        if (!_headSeen && result.Buffer.Length >= HeadBytes)
        {
            _headSeen = true;
            CheckHead(result.Buffer.Slice(0, HeadBytes));
        }

        return result;
    }

    private void CheckHead(in ReadOnlySequence<byte> sequence)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        sequence.CopyTo(head);
        if (head[0] > 1)
        {
            throw call.Refuse(RefusalReason.BadEncoding, "a message begins with 0 or, when it is compressed, 1");
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(head[1..]) > ReceiverLimits.MaxGrpcMessageBytes)
        {
            throw call.Refuse(RefusalReason.TooLarge, $"a message has at most {ReceiverLimits.MaxGrpcMessageBytes} bytes");
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

    /// <inheritdoc/>
    public override void CancelPendingRead() => inner.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => inner.Complete(exception);
}
