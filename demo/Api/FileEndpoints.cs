using System.Security.Cryptography;

namespace PodMirror.Demo.Api;

/// <summary>Bodies of every size, both ways: uploads with a length or in chunks, downloads, a report that is made while it is sent.</summary>
internal static class FileEndpoints
{
    private const int MaxDownloadKiB = 4096;

    /// <summary>Adds them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapPut("/api/files/{name}", UploadAsync);
        app.MapGet("/api/files/{kib:int}", (int kib) => kib is > 0 and <= MaxDownloadKiB
            ? Results.Bytes(new byte[kib * 1024], "application/octet-stream")
            : Results.Problem("too large", statusCode: 413));
        app.MapGet("/api/report", ReportAsync);
    }

    private static async Task<IResult> UploadAsync(string name, HttpRequest request)
    {
        byte[] hash = await SHA256.HashDataAsync(request.Body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        return Results.Created($"/api/files/{name}", new { name, sha256 = Convert.ToHexStringLower(hash) });
    }

    // No length is known beforehand: HTTP/1.1 sends this in chunks.
    private static async Task ReportAsync(HttpResponse response)
    {
        response.ContentType = "text/csv";
        for (int row = 1; row <= 20; row++)
        {
            await response.WriteAsync($"{row},{row * row}\n").ConfigureAwait(false);
            await response.Body.FlushAsync().ConfigureAwait(false);
        }
    }
}
