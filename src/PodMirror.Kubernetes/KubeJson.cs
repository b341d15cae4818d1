using System.Text.Json;

namespace PodMirror.Kubernetes;

/// <summary>Parts of an object that may be absent, null or of another kind than they should be: all of these are read as absent.</summary>
public static class KubeJson
{
    /// <summary>A member of an object; undefined when it is none, or has no such member.</summary>
    public static JsonElement Get(JsonElement of, string name)
    {
        try
        {
            return of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // One of the names is half a character (\ud800), which is JSON and yet no text.
            return default;
        }
    }

    /// <summary>The text of a member; empty when there is none.</summary>
    public static string Text(JsonElement of, string name) => Get(of, name) is { ValueKind: JsonValueKind.String } text ? Whole(text) : "";

    /// <summary>The number of a member; 0 when there is none, or one that is no integer.</summary>
    public static int Number(JsonElement of, string name) =>
        Get(of, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value) ? value : 0;

    /// <summary>The items of an array; none of anything else.</summary>
    public static JsonElement.ArrayEnumerator Items(JsonElement of) => of.ValueKind == JsonValueKind.Array ? of.EnumerateArray() : default;

    private static string Whole(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
