using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>Stands before the gRPC library: puts the budget in front of every body, and settles and counts each call when it is over.</summary>
internal sealed class GrpcAdmission(ByteBudget budget, AgentMetrics metrics)
{
    /// <summary>Runs one call.</summary>
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        metrics.RequestsReceived.Add(OtlpProtocol.Grpc);
        var call = new GrpcCall(budget);
        context.Features.Set(call);
        GrpcCall.Current = call;
        context.Response.Headers["grpc-accept-encoding"] = BodyCodings.AcceptedByGrpc;
        PipeReader body = context.Request.BodyReader;
        context.Features.Set<IRequestBodyPipeFeature>(new BodyFeature(new BudgetedPipeReader(body, call)));
        try
        {
            await next(context);
        }
        finally
        {
            if (call.Accepted)
            {
                metrics.RequestsAccepted.Add(OtlpProtocol.Grpc);
            }
            else
            {
                call.Lease.GiveBack();
                metrics.RequestsRefused(OtlpProtocol.Grpc).Add(call.Refusal ?? ReasonOf(context));
            }
        }
    }

    /// <summary>The reason of a refusal that came from the library, told from the status it sent.</summary>
    private static RefusalReason ReasonOf(HttpContext context)
    {
        if (context.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType)
        {
            return RefusalReason.UnsupportedMediaType;
        }

        string status = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers["grpc-status"].ToString() is { Length: > 0 } trailer
            ? trailer
            : context.Response.Headers["grpc-status"].ToString();
        return int.TryParse(status, out int code) ? (StatusCode)code switch
        {
            StatusCode.Unimplemented when !BodyCodings.TryRead(context.Request.Headers["grpc-encoding"].ToString(), out _) =>
                RefusalReason.UnsupportedEncoding,
            StatusCode.Unimplemented => RefusalReason.NotFound,
            StatusCode.ResourceExhausted => RefusalReason.TooLarge,
            StatusCode.InvalidArgument => RefusalReason.BadEncoding,
            _ => RefusalReason.ClientGone,
        }
        : RefusalReason.NotFound;
    }

    private sealed class BodyFeature(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
