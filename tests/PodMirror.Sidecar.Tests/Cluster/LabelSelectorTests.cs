using System.Text.Json;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Tests.Cluster;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["a"] = "1", ["b"] = "" };

    [Theory]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("""{"matchLabels":{"a":"1"}}""", null)]
    [InlineData("""{"matchLabels":{"a":"2"}}""", "a=2")]
    [InlineData("""{"matchLabels":{"c":"2"}}""", "c=2")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"In","values":["1","2"]}]}""", null)]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"In","values":["3"]}]}""", "a=3")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"In","values":["3","4"]}]}""", "a in (3, 4)")]
    [InlineData("""{"matchExpressions":[{"key":"c","operator":"In","values":["3"]}]}""", "c=3")]
    [InlineData("""{"matchExpressions":[{"key":"c","operator":"NotIn","values":["3"]}]}""", null)]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"NotIn","values":["1"]}]}""", "a not in (1)")]
    [InlineData("""{"matchExpressions":[{"key":"b","operator":"Exists"}]}""", null)]
    [InlineData("""{"matchExpressions":[{"key":"c","operator":"Exists"}]}""", "c")]
    [InlineData("""{"matchExpressions":[{"key":"b","operator":"DoesNotExist"}]}""", "no b")]
    [InlineData("""{"matchExpressions":[{"key":"b","operator":"Magic"}]}""", "b")]
    [InlineData("""{"matchLabels":7,"matchExpressions":{}}""", null)]
    public void The_first_requirement_that_is_not_met_is_told(string selector, string? unmet) => Assert.Equal(unmet, Of(selector).Unmet(Labels));

    [Fact]
    public void A_selector_is_also_a_parameter_of_a_list() => Assert.Equal(
        "a=1,b in (2,3),c notin (4),d,!e",
        Of("""
            {"matchLabels":{"a":"1"},"matchExpressions":[
              {"key":"b","operator":"In","values":["2","3"]},{"key":"c","operator":"NotIn","values":["4"]},
              {"key":"d","operator":"Exists"},{"key":"e","operator":"DoesNotExist"}]}
            """).Query);

    private static LabelSelector Of(string json) => new(JsonElement.Parse(json));
}
