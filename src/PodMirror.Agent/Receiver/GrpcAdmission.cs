using System.Globalization;
using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Security;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// Stands before the gRPC library: asks who sends, puts the budget in front of every body, and settles and counts each call when it is over.
/// </summary>
internal sealed class GrpcAdmission(BearerTokens tokens, ByteBudget budget, AgentMetrics metrics)
{
    /// <summary>Runs one call.</summary>
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        metrics.RequestsReceived.Add(OtlpProtocol.Grpc);
        if (!tokens.Admits(context.Request))
        {
            metrics.RequestsRefused(OtlpProtocol.Grpc).Add(RefusalReason.Unauthenticated);
            Refuse(context.Response);
            return;
        }

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

    /// <summary>UNAUTHENTICATED, in an answer of header fields alone (PROTOCOL-HTTP2 of gRPC, Trailers-Only).</summary>
    private static void Refuse(HttpResponse response)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = "a bearer token is needed here, and one that is known";
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
            StatusCode.InvalidArgument or StatusCode.Internal => RefusalReason.BadEncoding,
            _ => RefusalReason.ClientGone,
        }
        : RefusalReason.NotFound;
    }

    private sealed class BodyFeature(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
