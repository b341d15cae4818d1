using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Sidecars;
using PodMirror.Spans;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// The one way in for metrics: protobuf bytes are checked as a whole, then what sidecars tell of themselves is kept. Nothing waits behind it, so the
/// budget is given back at once.
/// </summary>
internal sealed class MetricsIntake(SidecarTable sidecars) : IOtlpIntake
{
    /// <inheritdoc/>
    public OtlpMessage Message => OtlpMetricsSchema.ExportMetricsServiceRequest;

    /// <inheritdoc/>
    public ValueTask<IngestResult> AcceptAsync(Payload payload, BudgetLease lease) => ValueTask.FromResult(Accept(payload, lease));

    /// <summary>Takes over the payload, and the lease with it.</summary>
    public IngestResult Accept(Payload payload, BudgetLease lease)
    {
        payload.Lease = lease;
        try
        {
            if (!lease.TryGrowTo(payload.Bytes.Length))
            {
                return new IngestResult(RefusalReason.Overload, 0, TraceFault.None, 0);
            }

            var check = new MetricReader(sink: null);
            TraceFault fault = TraceRequest.Walk(payload.Bytes.Span, ref check, out int offset);
            if (fault != TraceFault.None || check.Fault != TraceFault.None)
            {
                return fault != TraceFault.None
                    ? new IngestResult(RefusalReason.BadProtobuf, 0, fault, offset)
                    : new IngestResult(RefusalReason.BadProtobuf, 0, check.Fault, check.FaultOffset);
            }

            var reader = new MetricReader(new SidecarReport(sidecars));
            TraceRequest.Walk(payload.Bytes.Span, ref reader, out _);
            return default;
        }
        finally
        {
            payload.Release();
        }
    }
}
