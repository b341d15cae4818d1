using System.Globalization;

namespace PodMirror.Demo.Api;

/// <summary>What the shop asks another for: with <c>--supplier http://HOST:PORT</c>, where a second shop answers, it makes its own calls.</summary>
internal static class SupplierEndpoints
{
    /// <summary>Adds what they need.</summary>
    public static void Register(WebApplicationBuilder builder)
    {
        if (Uri.TryCreate(builder.Configuration["supplier"], UriKind.Absolute, out Uri? supplier))
        {
            builder.Services.AddSingleton(_ => new HttpClient { BaseAddress = supplier });
        }
    }

    /// <summary>Adds them. Without a supplier there is nothing to be had, which is a 404.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet("/api/supplies/{id:int}", (HttpContext context, int id) =>
            context.RequestServices.GetService<HttpClient>() is { } client
                ? AskAsync(client, id, context.RequestAborted)
                : Task.FromResult(Results.Problem("no supplier", statusCode: 404)));

    private static async Task<IResult> AskAsync(HttpClient client, int id, CancellationToken cancel)
    {
        var product = new Uri(string.Create(CultureInfo.InvariantCulture, $"/api/products/{id}"), UriKind.Relative);
        using HttpResponseMessage answer = await client.GetAsync(product, cancel).ConfigureAwait(false);
        string body = await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
        return Results.Text(body, "application/json", statusCode: (int)answer.StatusCode);
    }
}
