using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

/// <summary>deploy/podmirror.yaml, for kubectl apply.</summary>
public sealed class DeployTests
{
    private static string Text { get; } = File.ReadAllText(Renderer.InRepository("deploy/podmirror.yaml"));

    [Fact]
    public void The_file_is_the_chart_with_its_default_values()
    {
        Assert.SkipWhen(Renderer.WhyImpossible is not null, Renderer.WhyImpossible ?? "");
        (int code, string output, string error) = Renderer.Run(Renderer.InRepository("scripts/render"), ["/dev/stdout"]);

        Assert.True(code == 0, error);
        Assert.True(output == Text, "the chart has changed: make render");
    }

    [Fact]
    public void The_namespace_comes_first_and_everything_of_a_namespace_is_in_it()
    {
        IReadOnlyList<JsonObject> objects = Yaml.Read(Text);

        Assert.Equal("Namespace podmirror", $"{objects[0]["kind"]} {Rendering.NameOf(objects[0])}");
        Assert.All(objects.Skip(1), one => Assert.Contains((string?)one["metadata"]!["namespace"], (string?[])[null, "podmirror"]));
    }

    [Fact]
    public void Every_supported_Kubernetes_has_what_the_file_uses()
    {
        string[] known = ["v1", "apps/v1", "rbac.authorization.k8s.io/v1", "networking.k8s.io/v1", "admissionregistration.k8s.io/v1"];

        Assert.All(Yaml.Read(Text), one => Assert.Contains((string)one["apiVersion"]!, known));
        Assert.DoesNotContain("matchConditions", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_told_that_Helm_manages_it() => Assert.DoesNotContain("Helm", Text, StringComparison.Ordinal);
}
