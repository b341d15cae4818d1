using System.Globalization;
using System.Text.Json.Nodes;
using PodMirror.TestKit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PodMirror.Injection.Tests;

/// <summary>Real manifests by others, as the JSON that kubectl would send.</summary>
internal static class Manifest
{
    /// <summary>The Pods and Pod templates of every file below a folder of the manifests that can be read.</summary>
    public static IEnumerable<(string File, JsonObject Pod)> Pods(string folder = "")
    {
        foreach (string file in Files(folder))
        {
            foreach (JsonObject document in Documents(file))
            {
                foreach (JsonObject pod in PodsOf(document))
                {
                    yield return (file, pod);
                }
            }
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(TestData.Folder, "manifests", folder), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Documents(string file)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(File.ReadAllText(file)));
        }
        catch (YamlException)
        {
            // Some files do not parse, on purpose or because they are templates.
            return [];
        }

        return yaml.Documents.Where(IsManifest).Select(document => ToJson(document.RootNode)).OfType<JsonObject>();
    }

    // A template's braces are read as a map whose key is a map, which no manifest has.
    private static bool IsManifest(YamlDocument document) =>
        document.AllNodes.OfType<YamlMappingNode>().All(map => map.Children.Keys.All(key => key is YamlScalarNode));

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

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create($"{pair.Key}", ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode scalar => Scalar(scalar),
        _ => null,
    };

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        return scalar.Style != ScalarStyle.Plain ? text
            : text is "" or "~" or "null" ? null
            : text is "true" or "false" ? text == "true"
            : long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? number
            : text;
    }
}
