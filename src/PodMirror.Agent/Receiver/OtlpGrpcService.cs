using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>Export of OTLP/gRPC's services over raw messages; what follows is an <see cref="IOtlpIntake"/>, as for HTTP.</summary>
internal sealed class OtlpGrpcService(OtlpIntakes intakes, ILogger<OtlpGrpcService> log)
{
    /// <summary>Takes one request with spans; the answer is an ExportTraceServiceResponse.</summary>
    public Task<byte[]> ExportSpansAsync(Payload payload, ServerCallContext context) => ExportAsync(intakes.Spans, payload, context);

    /// <summary>Takes one request with metrics; the answer is an ExportMetricsServiceResponse.</summary>
    public Task<byte[]> ExportMetricsAsync(Payload payload, ServerCallContext context) => ExportAsync(intakes.Metrics, payload, context);

    private async Task<byte[]> ExportAsync(IOtlpIntake intake, Payload payload, ServerCallContext context)
    {
        GrpcCall call = context.GetHttpContext().Features.GetRequiredFeature<GrpcCall>();
        IngestResult result = await AcceptAsync(intake, payload, call);
        if (result.Refusal is { } refusal)
        {
            throw call.Refuse(refusal, result.Message);
        }

        call.Accepted = true;
        return OtlpStatus.Success(result, json: false);
    }

    private async ValueTask<IngestResult> AcceptAsync(IOtlpIntake intake, Payload payload, GrpcCall call)
    {
        try
        {
            return await intake.AcceptAsync(payload, call.Lease);
        }
#pragma warning disable CA1031 // a fault of ours must not read as one of the sender's: after UNKNOWN it would throw its spans away
        catch (Exception fault)
#pragma warning restore CA1031
        {
            ReceiverLog.Fault(log, fault);
            throw call.Refuse(RefusalReason.Internal, "a fault of the agent; try again later");
        }
    }
}
