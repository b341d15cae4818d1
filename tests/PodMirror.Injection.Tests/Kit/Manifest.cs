using System.Text.Json.Nodes;
using PodMirror.TestKit;

namespace PodMirror.Injection.Tests;

/// <summary>The Pods of real manifests by others.</summary>
internal static class Manifest
{
    /// <summary>The Pods and Pod templates of every file below a folder of the manifests that can be read.</summary>
    public static IEnumerable<(string File, JsonObject Pod)> Pods(string folder = "")
    {
        foreach ((string file, JsonObject document) in ManifestFiles.Documents(folder))
        {
            foreach (JsonObject pod in PodsOf(document))
            {
                yield return (file, pod);
            }
        }
    }

    private static IEnumerable<JsonObject> PodsOf(JsonNode node)
    {
        if (node is JsonObject found && found["spec"] is JsonObject spec && spec["containers"] is JsonArray)
        {
            yield return found;
        }

        foreach (JsonNode inner in Children(node))
        {
            foreach (JsonObject pod in PodsOf(inner))
            {
                yield return pod;
            }
        }
    }

    private static IEnumerable<JsonNode> Children(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>(),
        JsonArray items => items.OfType<JsonNode>(),
        _ => [],
    };
}
