using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>Says what is known of parameters of path, query and header fields.</summary>
internal static class ParameterBuilder
{
    private const int MaxExamples = 3;

    /// <summary>The parameters of endpoints that are one operation: those of the path, then of the query and of the header fields by name.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="names">The names of the path's parameters in the template that is written.</param>
    /// <param name="schemas">Makes schemas.</param>
    public static List<IOpenApiParameter> Of(IReadOnlyList<EndpointSnapshot> endpoints, List<string> names, SchemaBuilder schemas)
    {
        List<IOpenApiParameter> parameters = [];
        for (int i = 0; i < names.Count; i++)
        {
            parameters.Add(OfPath(names[i], i, endpoints));
        }

        parameters.AddRange(OfQuery(endpoints, schemas));
        parameters.AddRange(OfHeaders(endpoints, schemas));
        return parameters;
    }

    private static OpenApiParameter OfPath(string name, int place, IReadOnlyList<EndpointSnapshot> endpoints)
    {
        PathParameterSnapshot[] seen = [.. endpoints.Where(e => e.PathParameters.Count > place).Select(e => e.PathParameters[place])];
        bool integers = seen.Length > 0 && seen.All(s => s.Type == "integer");
        bool rest = endpoints.Any(e => Templates.HasRest(e.Template) && Templates.Names(e.Template).Count == place + 1);
        var parameter = new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = rest ? "The rest of the path, slashes included, where there were too many different paths to tell apart." : null,
            Schema = new OpenApiSchema
            {
                Type = integers ? JsonSchemaType.Integer : JsonSchemaType.String,
                Format = seen.Length > 0 && seen.All(s => s.Format == seen[0].Format) ? seen[0].Format : null,
                Examples = Examples(seen, integers),
            },
        };
        if (rest)
        {
            parameter.Extend(OpenApiExtensions.Rest, JsonValue.Create(true));
        }

        return parameter;
    }

    private static List<JsonNode>? Examples(PathParameterSnapshot[] seen, bool integers)
    {
        JsonNode[] examples =
        [
            .. seen.SelectMany(s => s.Samples).Where(s => s.Length > 0 && !RedactionMarks.IsIn(s)).Distinct().Take(MaxExamples)
                .Select(s => (JsonNode)(integers && long.TryParse(s, out long number) ? JsonValue.Create(number) : JsonValue.Create(s))),
        ];
        return examples.Length == 0 ? null : [.. examples];
    }

    private static IEnumerable<OpenApiParameter> OfQuery(IReadOnlyList<EndpointSnapshot> endpoints, SchemaBuilder schemas) =>
        from same in endpoints.SelectMany(e => e.QueryParameters).GroupBy(p => Decode(p.Name)).OrderBy(s => s.Key, StringComparer.Ordinal)
        where same.Key.Length > 0
        select new OpenApiParameter
        {
            Name = same.Key,
            In = ParameterLocation.Query,
            Required = same.Count() == endpoints.Count && same.All(schemas.IsRequired),
            Schema = SchemaOf([.. same], schemas),
        };

    // A key is security, which says its field.
    private static IEnumerable<OpenApiParameter> OfHeaders(IReadOnlyList<EndpointSnapshot> endpoints, SchemaBuilder schemas) =>
        from same in endpoints.SelectMany(e => e.HeaderParameters.Where(p => !HeaderKeys.IsKey(e, p.Name)))
            .GroupBy(p => p.Name).OrderBy(s => s.Key, StringComparer.Ordinal)
        select new OpenApiParameter
        {
            Name = same.Key,
            In = ParameterLocation.Header,
            Required = same.Count() == endpoints.Count && same.All(schemas.IsRequired),
            Schema = schemas.Of(TextSchema.OfAll([.. same.Select(p => p.Schema)])),
        };

    private static OpenApiSchema SchemaOf(PropertySnapshot[] same, SchemaBuilder schemas)
    {
        SchemaSnapshot seen = TextSchema.OfAll([.. same.Select(p => p.Schema)]);
        return schemas.Of(seen with { Example = Decode(seen.Example ?? ""), Enumeration = Decoded(seen.Enumeration) });
    }

    private static string[]? Decoded(IReadOnlyList<string>? names) => names is null ? null : [.. names.Select(Decode).Distinct()];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
