using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

/// <summary>What the renderer does beyond Go's templates is what Helm does.</summary>
public sealed class RendererTests : ChartTest
{
    [Theory]
    [InlineData("", """{"a":1,"b":{"c":2,"d":[3,4]}}""")]
    [InlineData("b: {c: 5}", """{"a":1,"b":{"c":5,"d":[3,4]}}""")]
    [InlineData("b: {d: [6]}", """{"a":1,"b":{"c":2,"d":[6]}}""")]
    [InlineData("b: {e: 7}", """{"a":1,"b":{"c":2,"d":[3,4],"e":7}}""")]
    [InlineData("b: {c: null}", """{"a":1,"b":{"d":[3,4]}}""")]
    [InlineData("b: null", """{"a":1}""")]
    public void Given_values_lie_over_the_charts_key_by_key_and_a_null_takes_one_away(string given, string expected)
    {
        using var chart = new TemporaryChart("{a: 1, b: {c: 2, d: [3, 4]}}", ("a.yaml", "kind: A\nvalues: {{ toJson .Values }}"));

        Assert.Equal(expected, Assert.Single(Yaml.Read(chart.Render(given).Text))["values"]!.ToJsonString());
    }

    [Fact]
    public void A_large_number_of_a_values_file_is_written_with_an_exponent_unless_it_is_made_an_integer()
    {
        using var chart = new TemporaryChart("size: 134217729", ("a.yaml", "kind: A\na: {{ .Values.size }}x\nb: {{ int .Values.size }}x"));

        Assert.Contains("a: 1.34217729e+08x\nb: 134217729x", chart.Render().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_nothing_and_what_fails_ends_it()
    {
        using var empty = new TemporaryChart("a: {}", ("a.yaml", "kind: A\nb: '{{ .Values.a.b }}'"));
        using var failing = new TemporaryChart("", ("a.yaml", "{{ fail \"so that is wrong\" }}"));
        using var misspelt = new TemporaryChart("", ("a.yaml", "a: {{ .Release.Nmae }}"));

        Assert.Contains("b: ''", empty.Render().Text, StringComparison.Ordinal);
        Assert.Contains("so that is wrong", failing.Render().Text, StringComparison.Ordinal);
        Assert.False(failing.Render().Succeeded);
        Assert.False(misspelt.Render().Succeeded);
    }

    [Fact]
    public void Files_come_apart_at_their_lines_and_in_the_order_of_installation()
    {
        using var chart = new TemporaryChart(
            "",
            ("a.yaml", "kind: Deployment\n---\n# nothing\n---\nkind: Secret\ntext: a---b\n"),
            ("b.yaml", "kind: Other\n---\nkind: ServiceAccount"));

        Assert.Equal(["ServiceAccount", "Secret", "Deployment", "Other"], Yaml.Read(chart.Render().Text).Select(one => (string)one["kind"]!));
    }

    [Fact]
    public void The_program_has_the_one_format_of_Go()
    {
        (int code, string unformatted, _) = Renderer.Run("gofmt", ["-l", Renderer.InRepository("tests/chart-renderer")]);

        Assert.Equal((0, ""), (code, unformatted));
    }

    [Fact]
    public void Helm_itself_renders_the_same()
    {
        Assert.SkipUnless(Helm.IsHere, "Helm is not on this machine, so only our own renderer was tried");
        foreach (string file in Cases.Files)
        {
            Rendering ours = Cases.Render(file, "1.36.0", "eu-1", "observability");
            Rendering theirs = Helm.Render(Cases.Values(file), "1.36.0", "eu-1", "observability");

            Assert.Equal(ours.Objects.Select(Json).Order(), theirs.Objects.Select(Json).Order());
        }
    }

    // Both print the keys of a template in its order.
    private static string Json(JsonObject one) => one.ToJsonString();
}
