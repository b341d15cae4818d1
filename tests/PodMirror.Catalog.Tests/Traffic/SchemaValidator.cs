using System.Text;
using System.Text.Json;
using PodMirror.Catalog.Schemas;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>
/// Validates JSON by JSON Schema 2020-12, for the keywords that are written; formats are asserted, as far as the catalog tells them.
/// </summary>
/// <param name="document">What references point into.</param>
public sealed class SchemaValidator(JsonElement document)
{
    private static readonly HashSet<string> Understood =
        ["type", "properties", "required", "items", "additionalProperties", "enum", "format", "anyOf", "$ref", "examples"];

    /// <summary>What is wrong with a value; null when nothing is.</summary>
    /// <exception cref="NotSupportedException">A keyword that this does not know.</exception>
    public string? Fault(JsonElement schema, JsonElement value, string at = "$")
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!Understood.Contains(keyword.Name))
            {
                throw new NotSupportedException($"keyword {keyword.Name}");
            }

            if (Fault(keyword, value, at, schema) is string fault)
            {
                return fault;
            }
        }

        return null;
    }

    private string? Fault(JsonProperty keyword, JsonElement value, string at, JsonElement schema) => keyword.Name switch
    {
        "$ref" => Fault(Resolve(keyword.Value.GetString()!), value, at),
        "type" => IsOf(keyword.Value, value) ? null : $"{at}: {value.ValueKind} is not {keyword.Value}",
        "enum" => keyword.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)) ? null : $"{at}: {value} is none of {keyword.Value}",
        "anyOf" => keyword.Value.EnumerateArray().Any(s => Fault(s, value, at) is null) ? null : $"{at}: fits no alternative",
        "format" => HasFormat(keyword.Value.GetString()!, value) ? null : $"{at}: {value} is no {keyword.Value}",
        "required" when value.ValueKind == JsonValueKind.Object =>
            keyword.Value.EnumerateArray().Where(n => !value.TryGetProperty(n.GetString()!, out _)).Select(n => $"{at}: lacks {n}").FirstOrDefault(),
        "properties" when value.ValueKind == JsonValueKind.Object =>
            keyword.Value.EnumerateObject().Where(p => value.TryGetProperty(p.Name, out _))
                .Select(p => Fault(p.Value, value.GetProperty(p.Name), $"{at}.{p.Name}")).FirstOrDefault(f => f is not null),
        "additionalProperties" when value.ValueKind == JsonValueKind.Object =>
            value.EnumerateObject().Where(p => !schema.TryGetProperty("properties", out JsonElement named) || !named.TryGetProperty(p.Name, out _))
                .Select(p => Fault(keyword.Value, p.Value, $"{at}.{p.Name}")).FirstOrDefault(f => f is not null),
        "items" when value.ValueKind == JsonValueKind.Array =>
            value.EnumerateArray().Select(i => Fault(keyword.Value, i, $"{at}[*]")).FirstOrDefault(f => f is not null),
        _ => null,
    };

    private JsonElement Resolve(string reference)
    {
        JsonElement found = document;
        foreach (string part in reference.TrimStart('#', '/').Split('/'))
        {
            found = found.GetProperty(part);
        }

        return found;
    }

    private static bool IsOf(JsonElement types, JsonElement value) =>
        types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Any(t => IsOf(t.GetString()!, value)) : IsOf(types.GetString()!, value);

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() == Math.Floor(value.GetDouble()),
        _ => throw new NotSupportedException($"type {type}"),
    };

    private static bool HasFormat(string format, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return true;
        }

        TextFormats wanted = format switch
        {
            "date-time" => TextFormats.DateTime,
            "date" => TextFormats.Date,
            "uuid" => TextFormats.Uuid,
            "email" => TextFormats.Email,
            "uri" => TextFormats.Uri,
            "ipv4" => TextFormats.Ipv4,
            "ipv6" => TextFormats.Ipv6,
            _ => TextFormats.None,
        };
        return TextFormatRecogniser.Among(wanted, Encoding.UTF8.GetBytes(value.GetString()!)) == wanted;
    }
}
