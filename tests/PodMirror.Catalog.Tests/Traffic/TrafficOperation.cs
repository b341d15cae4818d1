using Microsoft.OpenApi;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>An operation of a description, as traffic is made of it.</summary>
public sealed class TrafficOperation
{
    /// <summary>The path template.</summary>
    public required string Template { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Parameters of path and query.</summary>
    public required IReadOnlyList<IOpenApiParameter> Parameters { get; init; }

    /// <summary>The status of its good answers.</summary>
    public required int Status { get; init; }

    /// <summary>The schema of its good answers; null when the description has none.</summary>
    public IOpenApiSchema? Response { get; init; }

    /// <summary>The schema of its requests; null when there are none.</summary>
    public IOpenApiSchema? Request { get; init; }

    /// <summary>Whether a good answer has content at all.</summary>
    public bool HasContent { get; init; }

    /// <summary>Every operation of a description.</summary>
    public static IEnumerable<TrafficOperation> Of(OpenApiDocument description) =>
        from path in description.Paths
        where !path.Key.Contains('#', StringComparison.Ordinal)
        from operation in path.Value.Operations ?? []
        select Of(path.Key, path.Value, operation.Key.Method, operation.Value);

    private static TrafficOperation Of(string template, IOpenApiPathItem path, string method, OpenApiOperation operation)
    {
        (string? code, IOpenApiResponse? response) = (operation.Responses ?? [])
            .Where(r => r.Key.StartsWith('2') || r.Key.StartsWith('3')).Select(r => (r.Key, r.Value)).FirstOrDefault();
        return new TrafficOperation
        {
            Template = template,
            Method = method.ToUpperInvariant(),
            Parameters = [.. (operation.Parameters ?? []).Concat(path.Parameters ?? [])],
            Status = int.TryParse(code, out int status) ? status : 200,
            Response = Json(response?.Content),
            HasContent = response?.Content is { Count: > 0 },
            Request = Json(operation.RequestBody?.Content),
        };
    }

    private static IOpenApiSchema? Json(IDictionary<string, IOpenApiMediaType>? content) =>
        content?.FirstOrDefault(c => c.Key.Contains("json", StringComparison.Ordinal)).Value?.Schema;
}
