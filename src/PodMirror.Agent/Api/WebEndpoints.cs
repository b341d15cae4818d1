using PodMirror.Agent.Coverage;
using PodMirror.Agent.Live;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Page;
using PodMirror.Agent.Pipeline;
using PodMirror.Agent.Sidecars;

namespace PodMirror.Agent.Api;

/// <summary>What is on the web port, by path. All of it is read-only: GET and HEAD, but for the reports of browsers, which are counted.</summary>
internal sealed class WebEndpoints(
    WebGuard guard, ExchangesEndpoint exchanges, LiveEndpoint live, CoverageEndpoint coverage, HealthEndpoint health,
    MetricsEndpoint metrics, PipelineEndpoint pipeline, SidecarConfigEndpoint sidecarConfig, SidecarsEndpoint sidecars,
    PolicyReports reports, ILogger<WebEndpoints> log)
{
    private const string ExchangePrefix = "/api/v1/exchanges/";

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The client went away; there is nobody to tell.
        }
#pragma warning disable CA1031 // the last net: a fault of ours is logged, and answered as a problem like any other
        catch (Exception fault) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            ApiLog.Fault(log, context.Request.Path, fault);
            await Answer.SendAsync(context, new Problem(StatusCodes.Status500InternalServerError, "Internal fault", "the agent's log says more"));
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        if (guard.Admit(context) is { } problem)
        {
            return Answer.SendAsync(context, problem);
        }

        string path = context.Request.Path.Value ?? "";
        if (path == PolicyReports.Path && HttpMethods.IsPost(context.Request.Method))
        {
            return reports.HandleAsync(context);
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            var refusal = new Problem(StatusCodes.Status405MethodNotAllowed, "Method not allowed", "everything here is read with GET");
            return Answer.SendAsync(context, refusal);
        }

        return path switch
        {
            "/api/v1/exchanges" => exchanges.ListAsync(context),
            "/api/v1/live" => live.HandleAsync(context),
            "/api/v1/coverage" => coverage.HandleAsync(context),
            "/api/v1/sidecars" => sidecars.HandleAsync(context),
            "/api/v1/pipeline" => pipeline.HandleAsync(context),
            SidecarConfigEndpoint.Path => sidecarConfig.HandleAsync(context),
            "/healthz" => HealthEndpoint.LivenessAsync(context),
            "/readyz" => health.ReadinessAsync(context),
            "/metrics" => metrics.HandleAsync(context),
            _ when path.StartsWith(ExchangePrefix, StringComparison.Ordinal) => exchanges.GetAsync(context, path[ExchangePrefix.Length..]),
            _ when PageAssets.Find(path) is { } asset => PageEndpoint.HandleAsync(context, asset),
            _ => Answer.SendAsync(context, Problem.NotFound("the page is at /, the API under /api/v1/")),
        };
    }
}
