using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace PodMirror.Agent.Receiver;

/// <summary>TraceService/Export of OTLP/gRPC over raw messages; what follows is <see cref="Ingest"/>, as for HTTP.</summary>
internal sealed class OtlpGrpcService(Ingest ingest)
{
    /// <summary>Takes one request; the answer is an ExportTraceServiceResponse.</summary>
    public Task<byte[]> Export(Payload payload, ServerCallContext context)
    {
        GrpcCall call = context.GetHttpContext().Features.GetRequiredFeature<GrpcCall>();
        IngestResult result = ingest.Accept(payload, call.Lease);
        if (result.Refusal is { } refusal)
        {
            call.Refusal = refusal;
            throw GrpcRefusal.Of(refusal, result.Message);
        }

        call.Accepted = true;
        return Task.FromResult(OtlpStatus.Success(result, json: false));
    }
}
