using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Security;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// OTLP/HTTP (opentelemetry.io/docs/specs/otlp, OTLP/HTTP): POST /v1/traces and /v1/metrics with protobuf or JSON, as it is, in gzip or in zstd. A
/// refusal says why in a google.rpc.Status of the request's own content type; senders retry only 429, 502, 503 and 504, so 503 is for what passes and
/// for nothing else.
/// </summary>
internal sealed class OtlpHttpReceiver(
    OtlpIntakes intakes, BearerTokens tokens, ByteBudget budget, AgentMetrics metrics, ILogger<OtlpHttpReceiver> log)
{
    private const string ProtobufType = "application/x-protobuf";
    private const string JsonType = "application/json";

    /// <summary>Answers one request, whatever it is.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        string? type = MediaType(context.Request);
        bool json = type == JsonType;
        OtlpProtocol protocol = json ? OtlpProtocol.HttpJson : OtlpProtocol.HttpProtobuf;
        metrics.RequestsReceived.Add(protocol);
        HttpAnswer answer;
        try
        {
            IOtlpIntake? intake = intakes.At(context.Request.Path);
            answer = Check(context.Request, intake, type) is { } refusal
                ? HttpAnswer.Refuse(refusal, json)
                : await ReceiveAsync(context, intake!, json);
        }
        catch (BadHttpRequestException fault)
        {
            // Kestrel's own limits: the body's length (413), its slowness (408, which senders would not retry), its framing (400).
            answer = fault.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => HttpAnswer.Refuse(RefusalReason.TooLarge, json),
                StatusCodes.Status408RequestTimeout => HttpAnswer.Refuse(RefusalReason.Overload, json, "the body came too slowly"),
                _ => HttpAnswer.Refuse(RefusalReason.ClientGone, json),
            };
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            answer = HttpAnswer.Refuse(RefusalReason.ClientGone, json);
        }

        if (answer.Refusal is { } reason)
        {
            metrics.RequestsRefused(protocol).Add(reason);
        }
        else
        {
            metrics.RequestsAccepted.Add(protocol);
        }

        try
        {
            await WriteAsync(context.Response, answer, json, context.RequestAborted);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The sender went before its answer; what became of the request is counted.
        }
    }

    private async Task<HttpAnswer> ReceiveAsync(HttpContext context, IOtlpIntake intake, bool json)
    {
        _ = BodyCodings.TryRead(context.Request.Headers.ContentEncoding.ToString(), out BodyCoding coding);
        var lease = new BudgetLease(budget);
        bool handedOver = false;
        try
        {
            // Compressed and plain bodies alike; Kestrel counts what comes over the wire.
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = ReceiverLimits.MaxHttpBodyBytes;
            (Payload? payload, RefusalReason reason) =
                await BodyReader.ReadAsync(context.Request.Body, coding, ReceiverLimits.MaxHttpBodyBytes, lease, context.RequestAborted);
            if (payload is null)
            {
                return HttpAnswer.Refuse(reason, json);
            }

            if (json && !JsonPayload.TryTranscode(intake.Message, ref payload, lease, out HttpAnswer refused))
            {
                return refused;
            }

            handedOver = true;
            IngestResult result = await intake.AcceptAsync(payload, lease);
            return result.Refusal is { } refusal ? HttpAnswer.Refuse(refusal, json, result.Message) : HttpAnswer.Success(result, json);
        }
#pragma warning disable CA1031 // a fault of ours must not read as one of the sender's: after a 500 it would throw its spans away
        catch (Exception fault) when (fault is not (BadHttpRequestException or IOException or OperationCanceledException))
#pragma warning restore CA1031
        {
            ReceiverLog.Fault(log, fault);
            return HttpAnswer.Refuse(RefusalReason.Internal, json);
        }
        finally
        {
            if (!handedOver)
            {
                lease.GiveBack();
            }
        }
    }

    private RefusalReason? Check(HttpRequest request, IOtlpIntake? intake, string? type)
    {
        if (!tokens.Admits(request))
        {
            return RefusalReason.Unauthenticated;
        }

        if (intake is null)
        {
            return RefusalReason.NotFound;
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            return RefusalReason.MethodNotAllowed;
        }

        if (type is not (ProtobufType or JsonType))
        {
            return RefusalReason.UnsupportedMediaType;
        }

        return BodyCodings.TryRead(request.Headers.ContentEncoding.ToString(), out _) ? null : RefusalReason.UnsupportedEncoding;
    }

    private static async Task WriteAsync(HttpResponse response, HttpAnswer answer, bool json, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return;
        }

        response.StatusCode = answer.Status;
        response.ContentType = json ? JsonType : ProtobufType;
        response.ContentLength = answer.Body.Length;
        switch (answer.Status)
        {
            case StatusCodes.Status401Unauthorized:
                response.Headers.WWWAuthenticate = BearerTokens.Challenge;
                break;
            case StatusCodes.Status405MethodNotAllowed:
                response.Headers.Allow = HttpMethods.Post;
                break;
            case StatusCodes.Status415UnsupportedMediaType:
                response.Headers.AcceptEncoding = BodyCodings.Accepted;
                break;
            case StatusCodes.Status503ServiceUnavailable:
                response.Headers.RetryAfter = ReceiverLimits.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                break;
        }

        await response.Body.WriteAsync(answer.Body, cancellation);
    }

    /// <summary>The media type in lower case and without parameters (RFC 9110 section 8.3.1); null when there is none to read.</summary>
    private static string? MediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) ? type.MediaType.ToString().ToLowerInvariant() : null;
}
