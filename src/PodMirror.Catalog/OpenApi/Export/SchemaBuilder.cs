using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>
/// Says what was seen at a place as JSON Schema (2020-12): only what is as good as certain, as a value that comes next has to be valid, too.
/// </summary>
internal sealed class SchemaBuilder(OpenApiExportOptions options)
{
    /// <summary>Of a place.</summary>
    public OpenApiSchema Of(SchemaSnapshot seen)
    {
        string[]? names = Enumeration(seen);
        if (names is not null && seen.Types.Count > 1)
        {
            // The keyword would hold for values of the other types, too.
            return Alternatives(seen);
        }

        JsonSchemaType type = TypeOf(seen);
        var schema = new OpenApiSchema
        {
            Type = type == default ? null : type,
            Format = Format(seen),
            Items = seen.Items is null ? null : Of(seen.Items),
            AdditionalProperties = seen.AdditionalProperties is null ? null : Of(seen.AdditionalProperties),
            Examples = names is null ? Examples(seen) : null,
        };
        if (names is not null)
        {
            schema.Enum = [.. names.Select(n => (JsonNode)JsonValue.Create(n))];
            if (seen.Nullable)
            {
                schema.Enum.Add(JsonNullSentinel.JsonNull);
            }
        }

        AddProperties(schema, seen);
        return schema;
    }

    /// <summary>Whether every one of enough objects had a property, or every call a parameter.</summary>
    public bool IsRequired(PropertySnapshot property) => property.Required && property.Of >= options.FewestForRequired;

    private void AddProperties(OpenApiSchema schema, SchemaSnapshot seen)
    {
        foreach (PropertySnapshot property in seen.Properties)
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
            schema.Properties[property.Name] = Of(property.Schema);
            if (IsRequired(property))
            {
                (schema.Required ??= new SortedSet<string>(StringComparer.Ordinal)).Add(property.Name);
            }
        }
    }

    private OpenApiSchema Alternatives(SchemaSnapshot seen) => new()
    {
        AnyOf =
        [
            .. seen.Types.Select(t => Of(Only(seen, t))),
            .. seen.Nullable ? [new OpenApiSchema { Type = JsonSchemaType.Null }] : Array.Empty<OpenApiSchema>(),
        ],
    };

    private static SchemaSnapshot Only(SchemaSnapshot seen, string type) => type switch
    {
        "object" => new SchemaSnapshot { Types = [type], Properties = seen.Properties, AdditionalProperties = seen.AdditionalProperties },
        "array" => new SchemaSnapshot { Types = [type], Items = seen.Items },
        "string" => seen with { Types = [type], Nullable = false, Properties = [], AdditionalProperties = null, Items = null },
        _ => new SchemaSnapshot { Types = [type], Minimum = seen.Minimum, Maximum = seen.Maximum },
    };

    // One value alone may be what this installation has: a currency, a region.
    private string[]? Enumeration(SchemaSnapshot seen)
    {
        if (seen.Enumeration is not { Count: > 1 } names || names.Any(RedactionMarks.IsIn)
            || seen.Seen < (long)options.TimesForEnumeration * names.Count)
        {
            return null;
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    // A text that stands for a hidden value has no format, and is no example of one.
    private static List<JsonNode>? Examples(SchemaSnapshot seen) =>
        seen.Example is { Length: > 0 } example && !RedactionMarks.IsIn(example) ? [JsonValue.Create(example)] : null;

    private static string? Format(SchemaSnapshot seen)
    {
        if (seen.Format is not null || seen.Types is not [var type])
        {
            return seen.Format;
        }

        bool large = seen.Minimum < int.MinValue || seen.Maximum > int.MaxValue;
        return type switch
        {
            "integer" => large ? "int64" : null,
            "number" => "double",
            _ => null,
        };
    }

    private static JsonSchemaType TypeOf(SchemaSnapshot seen)
    {
        JsonSchemaType type = seen.Nullable ? JsonSchemaType.Null : default;
        foreach (string name in seen.Types)
        {
            type |= name switch
            {
                "object" => JsonSchemaType.Object,
                "array" => JsonSchemaType.Array,
                "string" => JsonSchemaType.String,
                "integer" => JsonSchemaType.Integer,
                "number" => JsonSchemaType.Number,
                "boolean" => JsonSchemaType.Boolean,
                _ => default,
            };
        }

        return type;
    }
}
