using System.Text.Json.Nodes;

namespace PodMirror.ClusterKit;

/// <summary>Strategic merge, as far as the tests need it: objects by member, lists of named objects by name, all else replaced.</summary>
internal static class StrategicMerge
{
    /// <summary>Changes the target by the patch.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach ((string name, JsonNode? value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject part when target[name] is JsonObject inner:
                    Apply(inner, part);
                    break;
                case JsonArray items when target[name] is JsonArray list && items.All(item => item?["name"] is not null):
                    Apply(list, items);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }

    private static void Apply(JsonArray list, JsonArray items)
    {
        foreach (JsonNode? item in items)
        {
            if (list.FirstOrDefault(one => (string?)one?["name"] == (string?)item!["name"]) is JsonObject same)
            {
                Apply(same, (JsonObject)item!);
            }
            else
            {
                list.Add(item!.DeepClone());
            }
        }
    }
}
