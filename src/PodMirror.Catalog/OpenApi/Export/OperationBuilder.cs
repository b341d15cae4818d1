using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>
/// Makes one operation of all endpoints with its method and template: operations of GraphQL share one, and so do a page and a WebSocket.
/// </summary>
internal sealed class OperationBuilder(SchemaBuilder schemas, SecurityBuilder security)
{
    private const int MaxGraphQlOperations = 64;

    /// <summary>Makes it.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="names">The names of the path's parameters.</param>
    public OpenApiOperation Of(string id, IReadOnlyList<EndpointSnapshot> endpoints, List<string> names)
    {
        List<IOpenApiParameter> parameters = ParameterBuilder.Of(endpoints, names, schemas);
        var operation = new OpenApiOperation
        {
            OperationId = id,
            Parameters = parameters.Count == 0 ? null : parameters,
            RequestBody = Request(endpoints),
            Responses = Responses(endpoints),
            Security = security.Of(endpoints),
        };
        Extend(operation, endpoints);
        return operation;
    }

    private OpenApiRequestBody? Request(IReadOnlyList<EndpointSnapshot> endpoints)
    {
        BodySnapshot[] bodies = [.. endpoints.SelectMany(e => e.Bodies).Where(b => b.Status == 0)];
        Dictionary<string, IOpenApiMediaType>? content = Content(bodies);
        if (content is null)
        {
            return null;
        }

        long accepted = endpoints.SelectMany(e => e.Statuses).Where(s => s.Status is >= 200 and < 400).Sum(s => s.Calls);
        long with = bodies.Where(b => b.ContentType.Length > 0).Sum(b => b.Messages);
        return new OpenApiRequestBody { Content = content, Required = accepted > 0 && with >= accepted };
    }

    private OpenApiResponses Responses(IReadOnlyList<EndpointSnapshot> endpoints)
    {
        var responses = new OpenApiResponses();
        foreach (int status in endpoints.SelectMany(e => e.Statuses).Select(s => s.Status).Where(s => s is >= 100 and <= 599).Distinct().Order())
        {
            responses.Add(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = ReasonPhrases.Of(status),
                Content = Content([.. endpoints.SelectMany(e => e.Bodies).Where(b => b.Status == status)]),
                Headers = Headers([.. endpoints.SelectMany(e => e.Bodies).Where(b => b.Status == status)]),
            });
        }

        if (responses.Count == 0)
        {
            responses.Add("default", new OpenApiResponse { Description = "No response was seen." });
        }

        return responses;
    }

    // By OpenAPI a response of one status has the same fields whatever its type: what only one type has is not required.
    private Dictionary<string, IOpenApiHeader>? Headers(BodySnapshot[] bodies)
    {
        Dictionary<string, IOpenApiHeader> headers = [];
        foreach (IGrouping<string, PropertySnapshot> same in
            bodies.SelectMany(b => b.Headers).GroupBy(h => h.Name).OrderBy(h => h.Key, StringComparer.Ordinal))
        {
            headers.Add(same.Key, new OpenApiHeader
            {
                Required = same.Count() == bodies.Length && same.All(schemas.IsRequired),
                Schema = schemas.Of(TextSchema.OfAll([.. same.Select(h => h.Schema)])),
            });
        }

        return headers.Count == 0 ? null : headers;
    }

    private Dictionary<string, IOpenApiMediaType>? Content(BodySnapshot[] bodies)
    {
        Dictionary<string, IOpenApiMediaType> content = [];
        foreach (IGrouping<string, BodySnapshot> type in
            bodies.Where(b => IsMediaType(b.ContentType)).GroupBy(b => b.ContentType).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            OpenApiSchema[] seen = [.. type.Where(b => b.Schema is not null).Select(b => schemas.Of(b.Schema!))];

            // Where one of several endpoints had no JSON under this type, nothing holds for all.
            bool whole = type.All(b => b.Schema is not null);
            OpenApiSchema? schema = !whole ? null : seen is [var one] ? one : new OpenApiSchema { AnyOf = [.. seen] };
            content.Add(type.Key, new OpenApiMediaType { Schema = schema });
        }

        return content.Count == 0 ? null : content;
    }

    private static void Extend(OpenApiOperation operation, IReadOnlyList<EndpointSnapshot> endpoints)
    {
        operation.Extend(OpenApiExtensions.Calls, JsonValue.Create(endpoints.Sum(e => e.Calls)));
        operation.Extend(OpenApiExtensions.LastSeen, JsonValue.Create(ExtensionValues.Time(endpoints.Max(e => e.LastSeen))));
        string[] kinds = [.. endpoints.Where(e => e.Kind != CallKind.Http).Select(e => e.Kind).Distinct().Order().Select(NameOf)];
        if (kinds.Length > 0)
        {
            operation.Extend(OpenApiExtensions.Kinds, new JsonArray([.. kinds.Select(k => JsonValue.Create(k))]));
        }

        string[] named = [.. endpoints.Where(e => e is { Kind: CallKind.GraphQl, Operation.Length: > 0 }).Select(e => e.Operation).Distinct()];
        if (named.Length > 0)
        {
            operation.Extend(OpenApiExtensions.GraphQl, new JsonArray([.. named.Take(MaxGraphQlOperations).Select(n => JsonValue.Create(n))]));
        }

        int[] others = [.. endpoints.SelectMany(e => e.Statuses).Select(s => s.Status).Where(s => s is > 0 and (< 100 or > 599)).Distinct().Order()];
        if (others.Length > 0)
        {
            operation.Extend(OpenApiExtensions.OtherStatuses, new JsonArray([.. others.Select(o => JsonValue.Create(o))]));
        }
    }

    private static string NameOf(CallKind kind) => kind switch
    {
        CallKind.Grpc => "grpc",
        CallKind.GraphQl => "graphql",
        _ => "websocket",
    };

    // RFC 9110 section 8.3.1: two tokens and a slash.
    private static bool IsMediaType(string type) =>
        type.IndexOf('/', StringComparison.Ordinal) is > 0 and int slash && slash < type.Length - 1 && type.LastIndexOf('/') == slash
        && type.All(c => char.IsAsciiLetterOrDigit(c) || "/!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
