using System.IO.Pipelines;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>A request body whose bytes are taken from the budget as they arrive, before a message of them is whole.</summary>
internal sealed class BudgetedPipeReader(PipeReader inner, GrpcCall call) : PipeReader
{
    /// <inheritdoc/>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await inner.ReadAsync(cancellationToken);
        if (!call.Lease.TryGrowTo(result.Buffer.Length))
        {
            inner.AdvanceTo(result.Buffer.End);
            call.Refusal = RefusalReason.Overload;
            throw GrpcRefusal.Of(RefusalReason.Overload, "the queue is full; try again later");
        }

        return result;
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
