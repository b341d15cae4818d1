using System.Text;
using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Chart.Tests;

/// <summary>The document that running sidecars take from the agent.</summary>
public sealed class SidecarConfigTests : ChartTest
{
    [Theory]
    [InlineData("default")]
    [InlineData("sidecar-config")]
    public void The_agent_can_use_what_it_is_given(string file)
    {
        byte[] document = Encoding.UTF8.GetBytes(Rendering.Of(Cases.Values(file)).SidecarConfig);

        Assert.True(SidecarConfig.TryParse(document, isStrict: true, out _, out string fault), fault);
    }

    [Fact]
    public void What_is_set_holds_where_it_is_set()
    {
        byte[] document = Encoding.UTF8.GetBytes(Rendering.Of(Cases.Values("sidecar-config")).SidecarConfig);
        Assert.True(SidecarConfig.TryParse(document, isStrict: true, out SidecarConfig? config, out string fault), fault);

        ConfigScope scope = config!.For("shop", "cart");
        Assert.Equal((1_000_000, 50, 4096, 0.7), (scope.MaxSpansPerSecond, scope.MaxSpansPerEndpointPerSecond, scope.MaxBodyBytes, scope.CpuShare));
        Assert.NotNull(scope.Redaction);
        Assert.NotNull(scope.Descriptors);
        Assert.Equal((8, 0.000001, 2), (scope.StreamEvents, scope.Sampling!.Share, scope.Sampling.Endpoints.Count));
        Assert.Equal((CaptureMode.IngressAndEgress, 0.0, 1_048_576), (scope.Capture.Mode, scope.Capture.CpuShare, scope.Capture.MaxBodyBytes));
        Assert.Equal<ushort>([8080], scope.Capture.Ports!);
        Assert.Equal<ushort>([9090], scope.Capture.ExcludedPorts!);
        Assert.Null(config.For("other", "cart").MaxBodyBytes);
    }

    [Theory]
    [InlineData("", "configMap", "podmirror-sidecars")]
    [InlineData("sidecarConfig: {existingSecret: a}", "secret", "a")]
    public void The_agent_reads_a_folder_that_Kubernetes_keeps_up_to_date(string values, string kind, string name)
    {
        Rendering rendering = Rendering.Of(values);
        JsonNode mount = Assert.Single(rendering.Agent["volumeMounts"]!.AsArray(), one => (string)one!["name"]! == "sidecars")!;
        JsonNode volume = Assert.Single(rendering.Pod["spec"]!["volumes"]!.AsArray(), one => (string)one!["name"]! == "sidecars")!;

        Assert.Equal((string)mount["mountPath"]! + "/sidecars.json", rendering.Argument("--sidecar-config"));
        Assert.Null(mount["subPath"]);
        Assert.Equal(name, (string?)(volume[kind]!["name"] ?? volume[kind]!["secretName"]));
        Assert.Equal(kind == "configMap", rendering.All("ConfigMap").Any(one => Rendering.NameOf(one) == "podmirror-sidecars"));
    }

    [Fact]
    public void Another_document_is_no_other_Pod_of_the_agent() =>
        Assert.Equal(
            Rendering.Of().Deployment.ToJsonString(),
            Rendering.Of("sidecarConfig: {document: {defaults: {maxSpansPerSecond: 1}}}").Deployment.ToJsonString());
}
