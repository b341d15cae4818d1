using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>What of a namespace decides over its Pods.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Annotations">Its annotations.</param>
public sealed record NamespaceFacts(
    string Name, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>Takes them of a Namespace object; null when it has no name.</summary>
    public static NamespaceFacts? Read(JsonElement item)
    {
        JsonElement metadata = Get(item, "metadata");
        return Text(Get(metadata, "name")) is { Length: > 0 } name
            ? new NamespaceFacts(name, Texts(Get(metadata, "labels")), Texts(Get(metadata, "annotations")))
            : null;
    }

    private static Dictionary<string, string> Texts(JsonElement of)
    {
        var texts = new Dictionary<string, string>();
        foreach (JsonProperty member in of.ValueKind == JsonValueKind.Object ? of.EnumerateObject() : default)
        {
            if (Text(member.Value) is { } text)
            {
                texts[member.Name] = text;
            }
        }

        return texts;
    }
}
