using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PodMirror.TestKit;

/// <summary>Real manifests by others, as the JSON that kubectl would send.</summary>
public static class ManifestFiles
{
    /// <summary>The folder of them in the test data.</summary>
    public const string Folder = "manifests";

    /// <summary>The documents of every file below a folder of the manifests that can be read, with the file's path.</summary>
    public static IEnumerable<(string File, JsonObject Document)> Documents(string folder = "") =>
        from file in Files(folder)
        from document in Read(File.ReadAllText(file))
        select (file, document);

    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(TestData.Folder, Folder, folder), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Read(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
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
