namespace PodMirror.Demo.Api;

/// <summary>Answers a fault of an endpoint with 500, as an application's framework does.</summary>
/// <param name="next">What may fail.</param>
internal sealed class FaultAnswer(RequestDelegate next)
{
    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync("something broke").ConfigureAwait(false);
        }
    }
}
