using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>Makes JSON that a schema allows: every required property, and the optional ones as chance has it.</summary>
public sealed class BodyMaker(Random random)
{
    private const int MaxDepth = 5;
    private static readonly string[] Words = ["ready", "north", "leave at the door", "x", "Blue thing", "n/a", "pending", "A12"];

    /// <summary>Makes one.</summary>
    public JsonNode? Make(IOpenApiSchema? schema, int depth = 0)
    {
        if (schema is null)
        {
            return null;
        }

        if (schema.Enum is { Count: > 0 } options)
        {
            return options[random.Next(options.Count)]?.DeepClone();
        }

        IList<IOpenApiSchema>? choice = schema.OneOf is { Count: > 0 } ? schema.OneOf : schema.AnyOf is { Count: > 0 } ? schema.AnyOf : null;
        if (choice is not null && schema.Properties is not { Count: > 0 })
        {
            return depth > MaxDepth ? null : Make(choice[random.Next(choice.Count)], depth + 1);
        }

        JsonSchemaType type = schema.Type ?? (Properties(schema).Any() ? JsonSchemaType.Object : JsonSchemaType.String);
        if ((type & JsonSchemaType.Null) != 0 && (type == JsonSchemaType.Null || random.Next(5) == 0))
        {
            return null;
        }

        return (type & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.Object => Object(schema, depth),
            JsonSchemaType.Array => Array(schema, depth),
            JsonSchemaType.Integer => random.Next(0, 100_000),
            JsonSchemaType.Number => Math.Round(random.NextDouble() * 1000, 2),
            JsonSchemaType.Boolean => random.Next(2) == 0,
            _ => Text(schema.Format),
        };
    }

    private JsonObject Object(IOpenApiSchema schema, int depth)
    {
        var made = new JsonObject();
        HashSet<string> required = [.. Required(schema)];
        foreach ((string name, IOpenApiSchema property) in Properties(schema))
        {
            bool wanted = required.Contains(name) || (depth < MaxDepth && random.Next(10) < 7);
            if (wanted && !made.ContainsKey(name))
            {
                made.Add(name, depth < MaxDepth ? Make(property, depth + 1) : null);
            }
        }

        return made;
    }

    private JsonArray Array(IOpenApiSchema schema, int depth)
    {
        var made = new JsonArray();
        int count = depth < MaxDepth ? random.Next(0, 4) : 0;
        for (int i = 0; i < count; i++)
        {
            made.Add(Make(schema.Items, depth + 1));
        }

        return made;
    }

    private string Text(string? format) => format switch
    {
        "date-time" => $"2026-0{random.Next(1, 10)}-1{random.Next(10)}T07:28:00Z",
        "date" => $"2026-0{random.Next(1, 10)}-1{random.Next(10)}",
        "uuid" => $"{random.Next():x8}-0000-4{random.Next(4096):x3}-8{random.Next(4096):x3}-{random.NextInt64(1L << 48):x12}",
        "email" => $"a{random.Next(1000)}@example.com",
        "uri" or "url" => $"https://example.com/{random.Next(1000)}",
        _ => random.Next(3) == 0 ? Words[random.Next(Words.Length)] : $"t{random.Next(1_000_000):x}",
    };

    /// <summary>The properties that an object may have.</summary>
    public static IEnumerable<KeyValuePair<string, IOpenApiSchema>> Properties(IOpenApiSchema schema) =>
        (schema.Properties ?? Enumerable.Empty<KeyValuePair<string, IOpenApiSchema>>()).Concat((schema.AllOf ?? []).SelectMany(Properties));

    /// <summary>The properties that an object always has.</summary>
    public static IEnumerable<string> Required(IOpenApiSchema schema) =>
        (schema.Required ?? Enumerable.Empty<string>()).Concat((schema.AllOf ?? []).SelectMany(Required));
}
