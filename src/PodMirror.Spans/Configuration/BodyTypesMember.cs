using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>The member <c>bodyContentTypes</c> of a scope.</summary>
internal static class BodyTypesMember
{
    internal const string Name = "bodyContentTypes";

    // Names of types and forms; a longer list is a mistake.
    private const int MaxTypes = 200;

    internal static ConfigScope Read(ref ConfigReader reader, ConfigScope scope)
    {
        const string wanted = "a list of types and forms of content was expected";
        var words = new List<string>();
        reader.BeginList(wanted);
        while (reader.TryReadItem(JsonTokenType.String) && words.Count < MaxTypes)
        {
            words.Add(reader.Text);
        }

        BodyContentTypes? types = reader.IsAtEndOfList ? BodyContentTypes.Of([.. words]) : null;
        if (types is null)
        {
            reader.Fail(wanted);
            return scope;
        }

        return scope with { BodyContentTypes = types, BodyContentTypesText = words };
    }

    internal static void Write(Utf8JsonWriter json, ConfigScope scope)
    {
        if (scope.BodyContentTypes is null)
        {
            return;
        }

        json.WriteStartArray(Name);
        foreach (string type in scope.BodyContentTypesText)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
    }
}
