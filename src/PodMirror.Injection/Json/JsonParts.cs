using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>Parts of JSON that may be absent, null or of another kind than they should be: all of these are read as absent.</summary>
internal static class JsonParts
{
    /// <summary>A member of an object; undefined when it is none, or has no such member.</summary>
    internal static JsonElement Get(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement member) ? member : default;

    /// <summary>The text of a string; null of anything else.</summary>
    internal static string? Text(JsonElement of) => of.ValueKind == JsonValueKind.String ? of.GetString() : null;

    /// <summary>The items of an array; none of anything else.</summary>
    internal static IEnumerable<JsonElement> Items(JsonElement of) => of.ValueKind == JsonValueKind.Array ? of.EnumerateArray() : [];
}
