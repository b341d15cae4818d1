using System.Text.Json;
using PodMirror.Injection;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Injector;

/// <summary>Takes of a namespace what decides over its Pods.</summary>
internal static class NamespaceReader
{
    /// <summary>Reads a Namespace object; null when it has no name.</summary>
    public static NamespaceFacts? Read(JsonElement item)
    {
        JsonElement metadata = Get(item, "metadata");
        return Text(metadata, "name") is { Length: > 0 } name
            ? new NamespaceFacts(name, Texts(Get(metadata, "labels")), Texts(Get(metadata, "annotations")))
            : null;
    }

    private static Dictionary<string, string> Texts(JsonElement of)
    {
        var texts = new Dictionary<string, string>();
        foreach (JsonProperty member in of.ValueKind == JsonValueKind.Object ? of.EnumerateObject() : default)
        {
            if (member.Value.ValueKind == JsonValueKind.String)
            {
                texts[member.Name] = member.Value.GetString()!;
            }
        }

        return texts;
    }
}
