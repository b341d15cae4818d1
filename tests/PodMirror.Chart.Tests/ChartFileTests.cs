using System.Text.Json.Nodes;
using System.Xml.Linq;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

/// <summary>The files of the chart against each other; nothing is rendered for these.</summary>
public sealed class ChartFileTests
{
    // What Helm, and charts that have this one as a dependency, put among the values.
    private static readonly string[] OfHelm = ["global", "enabled"];

    [Fact]
    public void The_chart_has_the_version_of_the_executables()
    {
        JsonObject chart = Assert.Single(Yaml.Read(Read("Chart.yaml")));
        string version = XDocument.Load(Renderer.InRepository("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

        Assert.Equal(version, (string?)chart["version"]);
        Assert.Equal(version, (string?)chart["appVersion"]);
    }

    [Fact]
    public void Every_value_is_in_the_schema_and_the_schema_has_no_other()
    {
        JsonObject schema = JsonNode.Parse(Read("values.schema.json"))!.AsObject();

        string[] inValues = [.. PathsOf(Values(), schema, schema)];
        // What is empty by default is the user's to fill; the schema may say with what.
        IEnumerable<string> inSchema = PathsOf(schema, schema)
            .Select(path => inValues.FirstOrDefault(empty => path.StartsWith(empty + ".", StringComparison.Ordinal)) ?? path).Distinct();
        Assert.Equal(inValues.Order(), inSchema.Except(OfHelm).Order());
    }

    [Fact]
    public void Every_value_is_used()
    {
        string templates = string.Concat(Directory.GetFiles(Path.Combine(Renderer.ChartFolder, "templates")).Select(File.ReadAllText));

        Assert.All(Values(), pair => Assert.Contains(".Values." + pair.Key, templates, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_value_has_its_place_in_the_documentation()
    {
        string page = File.ReadAllText(Renderer.InRepository("docs/install.md"));

        Assert.All(Values(), pair => Assert.Contains($"`{pair.Key}", page, StringComparison.Ordinal));
    }

    private static JsonObject Values() => Assert.Single(Yaml.Read(Read("values.yaml")));

    private static string Read(string file) => File.ReadAllText(Path.Combine(Renderer.ChartFolder, file));

    // Of the values: as deep as the schema names keys, below which they are the user's.
    private static IEnumerable<string> PathsOf(JsonObject values, JsonObject at, JsonObject schema) =>
        values.SelectMany(pair => pair.Value is JsonObject inner && Below(at, pair.Key, schema) is { } below
            ? PathsOf(inner, below, schema).Select(path => $"{pair.Key}.{path}").DefaultIfEmpty(pair.Key)
            : [pair.Key]);

    private static IEnumerable<string> PathsOf(JsonObject at, JsonObject schema) =>
        Named(at, schema)!.SelectMany(pair => Below(at, pair.Key, schema) is { } below
            ? PathsOf(below, schema).Select(path => $"{pair.Key}.{path}")
            : [pair.Key]);

    // What the schema says of a key, if it names the keys below that too.
    private static JsonObject? Below(JsonObject at, string key, JsonObject schema) =>
        Named(at, schema)?[key] is JsonObject below && Named(below, schema) is not null ? below : null;

    private static JsonObject? Named(JsonObject at, JsonObject schema) =>
        (string?)at["$ref"] is { } reference
            ? schema["definitions"]![reference["#/definitions/".Length..]]!["properties"]?.AsObject()
            : at["properties"]?.AsObject();
}
