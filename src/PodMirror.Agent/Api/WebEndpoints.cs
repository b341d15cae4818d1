using PodMirror.Agent.Access;
using PodMirror.Agent.Page;

namespace PodMirror.Agent.Api;

/// <summary>
/// Answers what comes to the web port: first the guard, then the gate and the routes, then the files of the page, which have no data in them.
/// </summary>
internal sealed class WebEndpoints(WebGuard guard, AccessGate gate, WebRoutes routes, ILogger<WebEndpoints> log)
{
    private static readonly string[] OfFiles = [HttpMethods.Get];

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

        if (routes.Find(context.Request, out IReadOnlyList<string> values, out IReadOnlyList<string> methods) is { } route)
        {
            return Refusal(context, route) is { } refusal ? Answer.SendAsync(context, refusal) : route.Handler(context, values);
        }

        PageAsset? asset = PageAssets.Find(context.Request.Path.Value ?? "");
        if (asset is null && methods.Count == 0)
        {
            return Answer.SendAsync(context, Problem.NotFound("the page is at /, the API under /api/v1/"));
        }

        bool isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        return asset is not null && isRead ? PageEndpoint.HandleAsync(context, asset) : RefuseMethodAsync(context, asset is null ? methods : OfFiles);
    }

    private Problem? Refusal(HttpContext context, WebRoute route) =>
        gate.Admit(context, route.Role) ?? (route.ContentTypes.Count > 0 ? gate.AdmitChange(context, route.ContentTypes) : null);

    private static Task RefuseMethodAsync(HttpContext context, IReadOnlyList<string> methods)
    {
        string allowed = string.Join(", ", methods).Replace(HttpMethods.Get, "GET, HEAD", StringComparison.Ordinal);
        context.Response.Headers.Allow = allowed;
        return Answer.SendAsync(context, new Problem(StatusCodes.Status405MethodNotAllowed, "Method not allowed", $"this path takes {allowed}"));
    }
}
