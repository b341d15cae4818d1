using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;
using PodMirror.Injection;

namespace PodMirror.Agent.Injector.Webhook;

/// <summary>
/// Answers AdmissionReviews. Whatever goes wrong once a review is read, the Pod is admitted; what is no review is refused, which the API server's
/// failure policy turns into the same. Nothing of what is sent is trusted or logged.
/// </summary>
internal sealed class WebhookEndpoint(ClusterFacts cluster, WebhookMetrics metrics, TimeProvider clock, ILogger<WebhookEndpoint> log)
{
    /// <summary>The path.</summary>
    public const string Path = "/injector/v1/inject-mirror";

    private readonly ByteBudget _budget = new(WebhookLimits.MaxBytesInAll);

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        long start = clock.GetTimestamp();
        if (RefusalOfHead(context.Request) is { } refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        using var timed = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timed.CancelAfter(WebhookLimits.Time);
        var lease = new BudgetLease(_budget);
        try
        {
            await ReviewAsync(context, lease, start, timed.Token);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or BadHttpRequestException)
        {
            metrics.Refused.Add(ReviewRefusal.ClientGone);
            context.Abort();
        }
        finally
        {
            lease.GiveBack();
        }
    }

    private async Task ReviewAsync(HttpContext context, BudgetLease lease, long start, CancellationToken cancel)
    {
        (Payload? body, RefusalReason reason) =
            await BodyReader.ReadAsync(context.Request.Body, BodyCoding.Identity, WebhookLimits.MaxBodyBytes, lease, cancel);
        if (body is null)
        {
            await RefuseAsync(context, reason == RefusalReason.Overload ? ReviewRefusal.Overload : ReviewRefusal.TooLarge);
            return;
        }

        try
        {
            await AnswerAsync(context, body.Bytes, start, cancel);
        }
        finally
        {
            body.Release();
        }
    }

    private async Task AnswerAsync(HttpContext context, ReadOnlyMemory<byte> body, long start, CancellationToken cancel)
    {
        if (!AdmissionRequest.TryParse(body, out JsonDocument? document))
        {
            await RefuseAsync(context, ReviewRefusal.NoReview);
            return;
        }

        using (document)
        {
            if (!AdmissionRequest.TryRead(document, out AdmissionRequest? request))
            {
                await RefuseAsync(context, ReviewRefusal.NoReview);
                return;
            }

            ReadOnlyMemory<byte> answer = await DecideAsync(request, cancel);
            await Answer.SendAsync(context, answer);
            metrics.Durations.Add(clock.GetElapsedTime(start));
        }
    }

    private async Task<ReadOnlyMemory<byte>> DecideAsync(AdmissionRequest request, CancellationToken cancel)
    {
        try
        {
            NamespaceFacts? facts = request.IsPodCreation ? await cluster.FindAsync(request.Namespace, cancel) : null;
            InjectionOptions options = cluster.Options;
            InjectionDecision decision = AdmissionReviewer.Decide(request, facts, options);
            ReadOnlyMemory<byte> answer = AdmissionReviewer.Answer(request, decision, options);
            metrics.Answered.Add(decision.Reason);
            return answer;
        }
#pragma warning disable CA1031 // the Pod must come up, whatever we did wrong
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            InjectorLog.ReviewFault(log, request.Namespace, fault);
            metrics.Answered.Add(InjectionReason.InternalError);
            return AdmissionReviewer.AnswerFault(request);
        }
    }

    private static ReviewRefusal? RefusalOfHead(HttpRequest request)
    {
        if (request.Path != Path)
        {
            return ReviewRefusal.NotFound;
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            return ReviewRefusal.MethodNotAllowed;
        }

        return request.HasJsonContentType() ? null : ReviewRefusal.UnsupportedMediaType;
    }

    private Task RefuseAsync(HttpContext context, ReviewRefusal refusal)
    {
        metrics.Refused.Add(refusal);
        Problem problem = refusal switch
        {
            ReviewRefusal.NotFound => Problem.NotFound($"reviews are posted to {Path}"),
            ReviewRefusal.MethodNotAllowed => new(StatusCodes.Status405MethodNotAllowed, "Method not allowed", $"reviews are posted to {Path}"),
            ReviewRefusal.UnsupportedMediaType => new(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", "send application/json"),
            ReviewRefusal.TooLarge => new(StatusCodes.Status413PayloadTooLarge, "Too large", "no object of Kubernetes is as large as this"),
            ReviewRefusal.Overload => Problem.Unavailable("too many reviews at once; try again"),
            _ => new(StatusCodes.Status400BadRequest, "No review", "send an AdmissionReview of admission.k8s.io/v1 with a request"),
        };
        return Answer.SendAsync(context, problem);
    }
}
