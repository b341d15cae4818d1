using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PodMirror.Chart.Tests.Kit;

/// <summary>
/// YAML as the JSON that Kubernetes gets. Whatever YAML 1.1 takes for something else than text is no string here, so that a value that needs quotes
/// and has none is found. A key that is there twice ends the reading.
/// </summary>
internal static partial class Yaml
{
    /// <summary>The documents that hold something.</summary>
    public static IReadOnlyList<JsonObject> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => ToJson(document.RootNode)).OfType<JsonObject>()];
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create($"{pair.Key}", ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => quoted.Value,
        YamlScalarNode plain => Plain(plain.Value ?? ""),
        _ => throw new InvalidDataException($"{node.NodeType} at {node.Start}"),
    };

    private static JsonNode? Plain(string text) =>
        text is "" or "~" or "null" or "Null" or "NULL" ? null
        : Boolean().IsMatch(text) ? text.ToLowerInvariant() is "true" or "yes" or "on" or "y"
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
            // As if it had been read from JSON, which may be asked for as any kind of number.
            ? JsonNode.Parse(whole.ToString(CultureInfo.InvariantCulture))
        : Number().IsMatch(text) ? double.Parse(text.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
        : text;

    [GeneratedRegex("^(y|n|yes|no|on|off|true|false)$", RegexOptions.IgnoreCase)]
    private static partial Regex Boolean();

    // yaml.org/type/float.html, without the base of 60.
    [GeneratedRegex(@"^[-+]?([0-9][0-9_]*)?\.?[0-9][0-9_]*([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
