namespace PodMirror.Demo.Api;

/// <summary>What goes wrong, or takes its time.</summary>
internal static class OddEndpoints
{
    private const int MaxSlowMs = 10_000;

    /// <summary>Adds them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/api/slow", async (int ms, CancellationToken cancel) =>
        {
            await Task.Delay(Math.Clamp(ms, 0, MaxSlowMs), cancel).ConfigureAwait(false);
            return Results.Text("at last");
        });
        app.MapGet("/api/broken", IResult () => throw new InvalidOperationException("the demo breaks here on purpose"));
        app.MapGet("/api/busy", (HttpContext context) =>
        {
            context.Response.Headers.RetryAfter = "1";
            return Results.Problem("try again", statusCode: 503);
        });
    }
}
