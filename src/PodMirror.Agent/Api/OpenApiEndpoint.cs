namespace PodMirror.Agent.Api;

/// <summary>GET /api/v1/openapi.json: the web port as OpenAPI 3.1, written by hand (openapi.json) and held against the routes by a test.</summary>
internal static class OpenApiEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/v1/openapi.json";

    private static readonly Lazy<byte[]> Lazy = new(Read);

    /// <summary>The document.</summary>
    public static ReadOnlyMemory<byte> Document => Lazy.Value;

    /// <summary>Answers one request.</summary>
    public static Task HandleAsync(HttpContext context) => Answer.SendAsync(context, Document);

    private static byte[] Read()
    {
        using Stream stream = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.json")!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
