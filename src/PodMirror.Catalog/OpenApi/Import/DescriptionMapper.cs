using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>Makes a description out of the library's document.</summary>
internal sealed class DescriptionMapper(OpenApiDocument document, ImportLimits limits, ImportWarnings warnings)
{
    private readonly SchemaMapper _schemas = new();
    private readonly SecurityMapper _security = new(document);

    /// <summary>Makes it.</summary>
    /// <param name="specification">The version of OpenAPI.</param>
    public ApiDescription Map(string specification)
    {
        var operations = new SortedDictionary<string, DescribedOperation>(StringComparer.Ordinal);
        foreach ((string path, IOpenApiPathItem? item) in document.Paths ?? [])
        {
            string template = Template(path);
            if (template.Length > limits.MaxTemplateLength)
            {
                warnings.Add(Pointer(path), $"a path of more than {limits.MaxTemplateLength} characters is left out");
                continue;
            }

            foreach ((HttpMethod method, OpenApiOperation? operation) in item?.Operations ?? [])
            {
                if (operation is null)
                {
                    continue;
                }

                DescribedOperation described = Operation(template, item!, method.Method.ToUpperInvariant(), operation);
                string key = $"{template} {described.Method}";
                operations[key] = operations.TryGetValue(key, out DescribedOperation? same) ? same.Or(described) : described;
            }
        }

        return new ApiDescription
        {
            Title = document.Info?.Title ?? "",
            Version = document.Info?.Version ?? "",
            Specification = specification,
            Operations = [.. operations.Values],
            Warnings = warnings.All,
        };
    }

    private DescribedOperation Operation(string template, IOpenApiPathItem item, string method, OpenApiOperation operation)
    {
        var described = new DescribedOperation
        {
            Method = method,
            Template = template,
            BasePaths = ServerPaths.Of(
                operation.Servers is { Count: > 0 } own ? own : item.Servers is { Count: > 0 } ofPath ? ofPath : document.Servers),
            Deprecated = operation.Deprecated,
            Parameters = [.. Parameters(item, operation)],
            RequestRequired = operation.RequestBody?.Required == true,
            Request = operation.RequestBody is null ? null : Contents(operation.RequestBody.Content),
            Responses = [.. (operation.Responses ?? []).Select(r => new DescribedResponse(r.Key.ToUpperInvariant(), Contents(r.Value?.Content)))],
        };
        return _security.Of(operation, described);
    }

    // Those of the operation replace those of its path (OpenAPI 3.1 section 4.8.9.1).
    private IEnumerable<DescribedParameter> Parameters(IOpenApiPathItem item, OpenApiOperation operation) =>
        (operation.Parameters ?? []).Concat(item.Parameters ?? [])
            .Where(p => p is { Name: not null, In: not null })
            .DistinctBy(p => (p.Name, p.In))
            .Select(p => new DescribedParameter(p.Name!, In(p.In!.Value), p.Required, _schemas.Of(p.Schema)));

    private DescribedContent[] Contents(IDictionary<string, IOpenApiMediaType>? content) =>
        [.. (content ?? new Dictionary<string, IOpenApiMediaType>()).Select(c => new DescribedContent(Essence(c.Key), _schemas.Of(c.Value?.Schema)))];

    private static string In(ParameterLocation location) => location switch
    {
        ParameterLocation.Path => "path",
        ParameterLocation.Header => "header",
        ParameterLocation.Cookie => "cookie",
        _ => "query",
    };

    private static string Essence(string contentType) => contentType.Split(';')[0].Trim().ToLowerInvariant();

    // Some write a query or a fragment behind the path to tell operations apart; in traffic they are one.
    private static string Template(string path)
    {
        string template = path.Split('?', '#')[0];
        return template.StartsWith('/') ? template : "/" + template;
    }

    private static string Pointer(string path) => $"#/paths/{JsonPointers.Escape(path)}";
}
