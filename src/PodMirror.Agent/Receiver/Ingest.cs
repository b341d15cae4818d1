using PodMirror.Agent.Coverage;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.PodMetadata;
using PodMirror.Agent.Queue;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Spans;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// The one way in for spans, by every protocol: protobuf bytes are checked, counted, and queued for the store and the backends. The sender's answer
/// waits until they are on the disk, and for nothing else.
/// </summary>
/// <param name="queue">To every destination.</param>
/// <param name="metrics">The ledger.</param>
/// <param name="lastSpans">Whose Pods' spans came when, for coverage; null where nobody asks.</param>
/// <param name="metadata">What is known of the Pods, to be added; null where nobody asks.</param>
/// <param name="stopping">Ends waits for what is to be added.</param>
internal sealed class Ingest(
    DurableQueue queue, AgentMetrics metrics, LastSpans? lastSpans = null, ClusterMetadata? metadata = null, CancellationToken stopping = default)
    : IOtlpIntake
{
    /// <inheritdoc/>
    public OtlpMessage Message => OtlpSchema.ExportTraceServiceRequest;

    /// <inheritdoc/>
    public async ValueTask<IngestResult> AcceptAsync(Payload payload, BudgetLease lease)
    {
        payload.Lease = lease;
        try
        {
            if (!lease.TryGrowTo(payload.Bytes.Length))
            {
                return new IngestResult(RefusalReason.Overload, 0, TraceFault.None, 0);
            }

            IngestResult result = Check(payload);
            if (result.Refusal is not null || payload.Spans == 0)
            {
                return result;
            }

            payload = metadata is null ? payload : await metadata.EnrichAsync(payload, lease, stopping);
            return await AppendAsync(payload, result);
        }
        finally
        {
            payload.Release();
        }
    }

    private IngestResult Check(Payload payload)
    {
        var validator = new SpanValidator(payload.Bytes.Span, metrics.SpansRefused);
        TraceFault fault = TraceRequest.Walk(payload.Bytes.Span, ref validator, out int offset);
        metrics.SpansReceived.Add(validator.Accepted + validator.Rejected);
        if (fault != TraceFault.None || (validator.Accepted == 0 && validator.Rejected > 0))
        {
            // The readable spans before a broken frame go down with it: they were received, and are refused for the frame's reason.
            metrics.SpansRefused.Add(fault, validator.Accepted);
            return fault != TraceFault.None
                ? new IngestResult(RefusalReason.BadProtobuf, 0, fault, offset)
                : new IngestResult(RefusalReason.BadProtobuf, 0, validator.FirstFault, validator.FirstFaultOffset);
        }

        payload.Spans = validator.Accepted;
        return new IngestResult(null, validator.Rejected, validator.FirstFault, validator.FirstFaultOffset);
    }

    private async ValueTask<IngestResult> AppendAsync(Payload payload, IngestResult result)
    {
        RefusalReason? refusal = await queue.AppendAsync(payload) switch
        {
            AppendVerdict.Full => RefusalReason.Overload,
            AppendVerdict.Unwritable => RefusalReason.QueueUnwritable,
            AppendVerdict.Closed => RefusalReason.Stopping,
            _ => null,
        };
        if (refusal is { } reason)
        {
            metrics.SpansTurnedAway.Add(reason, payload.Spans);
            return new IngestResult(reason, 0, TraceFault.None, 0);
        }

        metrics.SpansAccepted.Add(payload.Spans);
        lastSpans?.Note(payload.Bytes.Span);
        return result;
    }
}
