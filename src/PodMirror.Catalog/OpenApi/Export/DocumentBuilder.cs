using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>Makes the description of a service.</summary>
internal sealed class DocumentBuilder(ServiceSnapshot service, OpenApiExportOptions options)
{
    private const int LongestTitle = 256;

    /// <summary>Makes it.</summary>
    public OpenApiDocument Build()
    {
        long last = service.Endpoints.Count == 0 ? 0 : service.Endpoints.Max(e => e.LastSeen);
        string title = options.Title ?? service.Name;
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo
            {
                Title = title.Length == 0 ? "unnamed" : title[..Math.Min(title.Length, LongestTitle)],
                Version = options.Version ?? ExtensionValues.Time(last)[..10],
                Description =
                    "What PodMirror saw of this API in its traffic. What was not called is not here, and what is here may take and give more.",
            },
            Servers = [.. (options.Servers.Count == 0 ? ["/"] : options.Servers).Select(s => new OpenApiServer { Url = s })],
            Paths = [],
        };
        AddPaths(document);
        if (service.Capped)
        {
            document.Extend(OpenApiExtensions.Capped, JsonValue.Create(true));
        }

        return document;
    }

    private void AddPaths(OpenApiDocument document)
    {
        // What is no method of HTTP (RFC 9110 section 9.1) has no operation.
        EndpointSnapshot[] endpoints = [.. service.Endpoints.Where(e => IsToken(e.Method))];
        var ids = new OperationIds(endpoints.Select(e => (MethodOf(e), e.Template, e.FirstSeen)));
        var operations = new OperationBuilder(new SchemaBuilder(options), new SecurityBuilder(document));
        foreach (IGrouping<string, EndpointSnapshot> path in endpoints.GroupBy(e => Templates.Nameless(e.Template)))
        {
            string template = path.First().Template;
            List<string> names = Templates.Names(template);
            var item = new OpenApiPathItem { Operations = [] };
            foreach (IGrouping<string, EndpointSnapshot> method in path.GroupBy(MethodOf).OrderBy(m => m.Key, StringComparer.Ordinal))
            {
                OpenApiOperation operation = operations.Of(ids.Of(method.Key, template), [.. method], names);
                item.Operations[new HttpMethod(method.Key)] = operation;
            }

            document.Paths[Templates.WithNames(template, names)] = item;
        }
    }

    // The fields of OpenAPI do not know cases. The library writes methods that 3.1 has no field for into x-oai-additionalOperations.
    private static string MethodOf(EndpointSnapshot endpoint) => endpoint.Method.ToUpperInvariant();

    private static bool IsToken(string method) =>
        method.Length > 0 && method.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
