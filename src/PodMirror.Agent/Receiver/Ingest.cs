using PodMirror.Agent.Coverage;
using PodMirror.Agent.Forwarding;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Spans;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// The one way in for spans, by every protocol: protobuf bytes are checked, counted, and handed to the store's queue and to the forwarders. The
/// sender's answer waits for nothing else.
/// </summary>
/// <param name="queue">To the store.</param>
/// <param name="forwarders">To other backends.</param>
/// <param name="metrics">The ledger.</param>
/// <param name="lastSpans">Whose Pods' spans came when, for coverage; null where nobody asks.</param>
internal sealed class Ingest(IngestQueue queue, ForwarderSet forwarders, AgentMetrics metrics, LastSpans? lastSpans = null) : IOtlpIntake
{
    /// <inheritdoc/>
    public OtlpMessage Message => OtlpSchema.ExportTraceServiceRequest;

    /// <inheritdoc/>
    public IngestResult Accept(Payload payload, BudgetLease lease)
    {
        if (!lease.TryGrowTo(payload.Bytes.Length))
        {
            payload.Release();
            return new IngestResult(RefusalReason.Overload, 0, TraceFault.None, 0);
        }

        var validator = new SpanValidator(payload.Bytes.Span, metrics.SpansRefused);
        TraceFault fault = TraceRequest.Walk(payload.Bytes.Span, ref validator, out int offset);
        metrics.SpansReceived.Add(validator.Accepted + validator.Rejected);
        if (fault != TraceFault.None || (validator.Accepted == 0 && validator.Rejected > 0))
        {
            // The readable spans before a broken frame go down with it: they were received, and are refused for the frame's reason.
            metrics.SpansRefused.Add(fault, validator.Accepted);
            payload.Release();
            return fault != TraceFault.None
                ? new IngestResult(RefusalReason.BadProtobuf, 0, fault, offset)
                : new IngestResult(RefusalReason.BadProtobuf, 0, validator.FirstFault, validator.FirstFaultOffset);
        }

        payload.Spans = validator.Accepted;
        return Enqueue(payload, lease, new IngestResult(null, validator.Rejected, validator.FirstFault, validator.FirstFaultOffset));
    }

    private IngestResult Enqueue(Payload payload, BudgetLease lease, IngestResult result)
    {
        int spans = payload.Spans;
        if (spans == 0)
        {
            payload.Release();
            lease.GiveBack();
            return result;
        }

        // Once it is in the queue the store may be done with it at any moment; this hold is for the forwarders.
        payload.Hold();
        if (!queue.TryAdd(new IngestItem(payload, lease)))
        {
            metrics.SpansRefusedStopping.Add(spans);
            payload.Release();
            payload.Release();
            return new IngestResult(RefusalReason.Stopping, 0, TraceFault.None, 0);
        }

        metrics.SpansAccepted.Add(spans);
        lastSpans?.Note(payload.Bytes.Span);
        forwarders.Offer(payload);
        payload.Release();
        return result;
    }
}
