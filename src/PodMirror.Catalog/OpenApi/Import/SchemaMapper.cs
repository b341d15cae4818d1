using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>Makes the schemas of a description out of the library's. Each that is referred to is made once, so that one may hold itself.</summary>
internal sealed class SchemaMapper
{
    /// <summary>Strings of an enumeration that are compared.</summary>
    private const int MaxEnumeration = 1000;

    private readonly Dictionary<string, DescribedSchema> _byReference = [];
    private readonly Queue<(DescribedSchema Schema, IOpenApiSchema? Target)> _later = [];

    /// <summary>Makes one; null when there is none.</summary>
    public DescribedSchema? Of(IOpenApiSchema? schema)
    {
        if (schema is null)
        {
            return null;
        }

        DescribedSchema made = Make(schema);
        while (_later.TryDequeue(out (DescribedSchema Schema, IOpenApiSchema? Target) next))
        {
            if (next.Target is not null)
            {
                Fill(next.Schema, next.Target);
            }
        }

        return made;
    }

    // The library has nothing where something stands that is no schema.
    private DescribedSchema Make(IOpenApiSchema? schema)
    {
        if (schema is null)
        {
            return new DescribedSchema();
        }

        if (schema is not OpenApiSchemaReference reference)
        {
            var made = new DescribedSchema();
            Fill(made, schema);
            return made;
        }

        // It is filled later, so that references make no depth.
        string key = reference.Reference.ReferenceV3 ?? reference.Reference.Id ?? "";
        if (!_byReference.TryGetValue(key, out DescribedSchema? known))
        {
            _byReference.Add(key, known = new DescribedSchema());
            _later.Enqueue((known, reference.Target));
        }

        return known;
    }

    private void Fill(DescribedSchema into, IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference)
        {
            into.AllOf = [Make(schema)];
            return;
        }

        into.Types = Types(schema.Type ?? default);
        into.Format = schema.Format;
        into.Enumeration = Enumeration(schema);
        into.ReadOnly = schema.ReadOnly;
        into.WriteOnly = schema.WriteOnly;
        into.Items = schema.Items is null ? null : Make(schema.Items);
        into.AdditionalProperties = schema.AdditionalProperties is null ? null : Make(schema.AdditionalProperties);
        into.HasPatterns = schema.PatternProperties is { Count: > 0 };
        into.AllOf = [.. (schema.AllOf ?? []).Select(Make)];
        into.AnyOf = [.. (schema.AnyOf ?? []).Concat(schema.OneOf ?? []).Select(Make)];
        if (schema.Required is { Count: > 0 } required)
        {
            into.Required = required.ToHashSet(StringComparer.Ordinal);
        }

        if (schema.Properties is { Count: > 0 } properties)
        {
            into.Properties = properties.ToDictionary(p => p.Key, p => Make(p.Value), StringComparer.Ordinal);
        }
    }

    private static JsonTypes Types(JsonSchemaType type) =>
        If(type, JsonSchemaType.Null, JsonTypes.Null) | If(type, JsonSchemaType.Boolean, JsonTypes.Boolean)
        | If(type, JsonSchemaType.Integer, JsonTypes.Integer)
        | If(type, JsonSchemaType.Number, JsonTypes.Number | JsonTypes.Integer) | If(type, JsonSchemaType.String, JsonTypes.String)
        | If(type, JsonSchemaType.Object, JsonTypes.Object) | If(type, JsonSchemaType.Array, JsonTypes.Array);

    private static JsonTypes If(JsonSchemaType type, JsonSchemaType flag, JsonTypes mapped) => (type & flag) != 0 ? mapped : JsonTypes.None;

    private static List<string>? Enumeration(IOpenApiSchema schema)
    {
        if (schema.Enum is not { Count: > 0 and <= MaxEnumeration } values)
        {
            return null;
        }

        List<string> strings = [];
        foreach (JsonNode? value in values)
        {
            if (value is null || JsonNullSentinel.IsJsonNullSentinel(value) || value.GetValueKind() == JsonValueKind.Null)
            {
                continue;
            }

            if (value.GetValueKind() != JsonValueKind.String)
            {
                return null;
            }

            strings.Add(value.GetValue<string>());
        }

        return strings;
    }
}
