using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>TraceService/Export of OTLP/gRPC over raw messages; what follows is <see cref="Ingest"/>, as for HTTP.</summary>
internal sealed class OtlpGrpcService(Ingest ingest, ILogger<OtlpGrpcService> log)
{
    /// <summary>Takes one request; the answer is an ExportTraceServiceResponse.</summary>
    public Task<byte[]> Export(Payload payload, ServerCallContext context)
    {
        GrpcCall call = context.GetHttpContext().Features.GetRequiredFeature<GrpcCall>();
        IngestResult result = Accept(payload, call);
        if (result.Refusal is { } refusal)
        {
            call.Refusal = refusal;
            throw GrpcRefusal.Of(refusal, result.Message);
        }

        call.Accepted = true;
        return Task.FromResult(OtlpStatus.Success(result, json: false));
    }

    private IngestResult Accept(Payload payload, GrpcCall call)
    {
        try
        {
            return ingest.Accept(payload, call.Lease);
        }
#pragma warning disable CA1031 // a fault of ours must not read as one of the sender's: after UNKNOWN it would throw its spans away
        catch (Exception fault)
#pragma warning restore CA1031
        {
            ReceiverLog.Fault(log, fault);
            call.Refusal = RefusalReason.Internal;
            throw GrpcRefusal.Of(RefusalReason.Internal, "a fault of the agent; try again later");
        }
    }
}
