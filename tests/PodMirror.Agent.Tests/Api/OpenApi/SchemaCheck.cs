using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PodMirror.Agent.Tests.Api.OpenApi;

/// <summary>
/// Holds JSON against a schema of JSON Schema 2020-12, as far as our document uses it. Stricter in one thing: a member that the schema does not name
/// is a fault, as the document is to be complete. A keyword that it does not know is one too.
/// </summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private static readonly HashSet<string> Known =
    [
        "$ref", "type", "enum", "properties", "required", "items", "prefixItems", "additionalProperties", "anyOf", "minItems", "maxItems", "pattern",
        "minimum", "maximum", "format", "description", "default",
    ];

    /// <summary>What is wrong, each with its place; nothing when all is right.</summary>
    public IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at = "$")
    {
        foreach (string keyword in schema.EnumerateObject().Select(member => member.Name).Where(name => !Known.Contains(name)))
        {
            yield return $"{at}: keyword {keyword} is not known";
        }

        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            schema = Resolve(reference.GetString()!);
        }

        if (schema.TryGetProperty("anyOf", out JsonElement any) && any.EnumerateArray().All(one => Faults(one, value, at).Any()))
        {
            string why = string.Join("; ", any.EnumerateArray().SelectMany(one => Faults(one, value, at)));
            yield return $"{at}: {value.GetRawText()} is none of anyOf: {why}";
        }

        if (schema.TryGetProperty("type", out JsonElement type) && !TypesOf(type).Any(name => IsOf(name, value)))
        {
            yield return $"{at}: {value.GetRawText()} is no {type.GetRawText()}";
        }

        if (schema.TryGetProperty("enum", out JsonElement all) && !all.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
        {
            yield return $"{at}: {value.GetRawText()} is not in {all.GetRawText()}";
        }

        foreach (string fault in value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(schema, value, at),
            JsonValueKind.Array => OfArray(schema, value, at),
            JsonValueKind.String => OfText(schema, value.GetString()!, at),
            JsonValueKind.Number => OfNumber(schema, value.GetDouble(), at),
            _ => [],
        })
        {
            yield return fault;
        }
    }

    /// <summary>What a reference leads to.</summary>
    public JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, (part, name) => part.GetProperty(name));

    private IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string at)
    {
        JsonElement properties = schema.TryGetProperty("properties", out JsonElement named) ? named : default;
        bool hasMore = schema.TryGetProperty("additionalProperties", out JsonElement more);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            string place = $"{at}.{member.Name}";
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out JsonElement own))
            {
                foreach (string fault in Faults(own, member.Value, place))
                {
                    yield return fault;
                }
            }
            else if (hasMore)
            {
                foreach (string fault in Faults(more, member.Value, place))
                {
                    yield return fault;
                }
            }
            else if (properties.ValueKind == JsonValueKind.Object)
            {
                yield return $"{place}: the document does not name it";
            }
        }

        foreach (JsonElement name in schema.TryGetProperty("required", out JsonElement required) ? required.EnumerateArray() : default)
        {
            if (!value.TryGetProperty(name.GetString()!, out _))
            {
                yield return $"{at}: {name.GetString()} is missing";
            }
        }
    }

    private IEnumerable<string> OfArray(JsonElement schema, JsonElement value, string at)
    {
        int length = value.GetArrayLength();
        if ((schema.TryGetProperty("minItems", out JsonElement least) && length < least.GetInt32())
            || (schema.TryGetProperty("maxItems", out JsonElement most) && length > most.GetInt32()))
        {
            yield return $"{at}: {length} items";
        }

        JsonElement[] first = schema.TryGetProperty("prefixItems", out JsonElement prefix) ? [.. prefix.EnumerateArray()] : [];
        for (int i = 0; i < length; i++)
        {
            bool isFirst = i < first.Length;
            if (isFirst || schema.TryGetProperty("items", out _))
            {
                foreach (string fault in Faults(isFirst ? first[i] : schema.GetProperty("items"), value[i], $"{at}[{i}]"))
                {
                    yield return fault;
                }
            }
        }
    }

    private static IEnumerable<string> OfText(JsonElement schema, string text, string at)
    {
        if (schema.TryGetProperty("pattern", out JsonElement pattern) && !Regex.IsMatch(text, pattern.GetString()!, default, TimeSpan.FromSeconds(1)))
        {
            yield return $"{at}: {text} does not fit {pattern.GetString()}";
        }

        if (schema.TryGetProperty("format", out JsonElement format)
            && (format.GetString() != "date-time" || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)))
        {
            yield return $"{at}: {text} is no {format.GetString()}";
        }
    }

    private static IEnumerable<string> OfNumber(JsonElement schema, double number, string at)
    {
        if ((schema.TryGetProperty("minimum", out JsonElement least) && number < least.GetDouble())
            || (schema.TryGetProperty("maximum", out JsonElement most) && number > most.GetDouble()))
        {
            yield return $"{at}: {number} is out of bounds";
        }
    }

    private static IEnumerable<string> TypesOf(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("null", JsonValueKind.Null) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
        _ => false,
    };
}
