using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;
using PodMirror.Injection;

namespace PodMirror.Chart.Tests;

/// <summary>The settings that the agent reads with --injection.</summary>
public sealed class InjectionTests : ChartTest
{
    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void The_agent_reads_the_settings_without_a_fault(string file, string version, string name, string space)
    {
        Rendering rendering = Cases.Render(file, version, name, space);

        Assert.Equal(["injection.json"], rendering.Named("ConfigMap", "injection")["data"]!.AsObject().Select(pair => pair.Key));
        Assert.Contains(space, Read(rendering.Injection).For(everyKubeletRunsThem: true).ExcludedNamespaces);
    }

    [Fact]
    public void The_defaults_of_the_chart_are_those_of_the_agent()
    {
        const string Least = """{"image":"ghcr.io/podmirror/podmirror:0.1.0","endpoint":"http://podmirror.podmirror.svc:4318"}""";
        InjectionOptions options = Read(Rendering.Of().Injection).For(everyKubeletRunsThem: true);
        InjectionOptions defaults = Read(Least).For(everyKubeletRunsThem: true);

        Assert.Equivalent(defaults with { ExcludedNamespaces = options.ExcludedNamespaces }, options, strict: true);
        Assert.Equal(defaults.ExcludedNamespaces.Append("podmirror").Order(), options.ExcludedNamespaces.Order());
    }

    [Fact]
    public void Spans_go_to_the_agent_of_the_release_unless_an_endpoint_is_given()
    {
        Assert.Equal("http://podmirror.podmirror.svc:4318", (string?)Settings(Rendering.Of())["endpoint"]);
        Assert.Equal(
            "http://eu-1-podmirror.observability.svc:4318", (string?)Settings(Rendering.Of(release: ("eu-1", "observability")))["endpoint"]);
        Assert.Equal("http://a:1", (string?)Settings(Rendering.Of("injection: {endpoint: 'http://a:1'}"))["endpoint"]);
    }

    [Theory]
    [InlineData("", "ghcr.io/podmirror/podmirror:0.1.0")]
    [InlineData("tag: '1.0'", "ghcr.io/podmirror/podmirror:1.0")]
    [InlineData("repository: 'r:5000/a', tag: b", "r:5000/a:b")]
    [InlineData(
        "tag: b, digest: 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'",
        "ghcr.io/podmirror/podmirror@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void The_image_is_that_of_the_charts_version_or_the_one_that_is_named(string image, string expected)
    {
        Assert.Equal(expected, (string?)Settings(Rendering.Of($"injection: {{image: {{{image}}}}}"))["image"]);
        Assert.Equal(
            expected.Replace("podmirror/podmirror", "podmirror/podmirror-agent", StringComparison.Ordinal),
            (string?)Rendering.Of($"image: {{{image}}}").Agent["image"]);
    }

    [Fact]
    public void The_platform_chooses_the_user_on_OpenShift_and_where_none_is_given()
    {
        Assert.Equal(65532, (int?)Settings(Rendering.Of())["runAsUser"]);
        foreach (string values in (string[])["platform: {openshift: true}", "injection: {runAsUser: null}"])
        {
            JsonObject settings = Settings(Rendering.Of(values));
            Assert.True(settings.ContainsKey("runAsUser"));
            Assert.Null(settings["runAsUser"]);
        }
    }

    [Fact]
    public void What_Pods_get_arrives_as_it_was_written()
    {
        JsonObject settings = Settings(Rendering.Of(Cases.Values("sidecars")));

        Assert.Equal("--redact-headers=x-session,x-<tenant>", (string?)settings["tme"]!["arguments"]![0]);
        Assert.Equal("one\n  two\n---\nthree", (string?)settings["tme"]!["environment"]!["LINES"]);
        Assert.Equal("on", (string?)settings["tme"]!["environment"]!["ODD"]);
        Assert.Equal("0123", (string?)settings["clusterName"]);
        Assert.Equal(
            """{"limits":{"cpu":"500m","memory":"256Mi"},"requests":{"cpu":"10m","memory":"32Mi"}}""",
            settings["mirror"]!["resources"]!.ToJsonString());
    }

    [Fact]
    public void Secrets_reach_the_agent_by_their_names()
    {
        TmeCredentials credentials = Read(Rendering.Of(Cases.Values("credentials")).Injection).For(everyKubeletRunsThem: true).TmeCredentials;

        Assert.Equal(
            new TmeCredentials { CaConfigMap = "podmirror-trust", ClientCertificateSecret = "podmirror-sender", TokenSecret = "podmirror-sender" },
            credentials);
    }

    [Fact]
    public void Other_settings_are_another_Pod_of_the_agent_and_the_same_ones_are_not()
    {
        string first = Checksum("");

        Assert.Equal(first, Checksum("replicas: 2"));
        Assert.NotEqual(first, Checksum("injection: {clusterName: a}"));
    }

    [Fact]
    public void The_namespaces_that_the_webhook_leaves_out_are_those_that_the_agent_excludes()
    {
        Rendering rendering = Rendering.Of("injection: {excludedNamespaces: [a, b]}", release: ("podmirror", "c"));

        Assert.Equal(
            rendering.Webhook["namespaceSelector"]!["matchExpressions"]![1]!["values"]!.ToJsonString(),
            Settings(rendering)["excludedNamespaces"]!.ToJsonString());
    }

    private static InjectionSettings Read(string json)
    {
        Assert.True(InjectionSettings.TryRead(Encoding.UTF8.GetBytes(json), out InjectionSettings? settings, out string? fault), fault);
        return settings;
    }

    private static JsonObject Settings(Rendering rendering) =>
        JsonNode.Parse(rendering.Injection, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!.AsObject();

    private static string Checksum(string values) => (string)Rendering.Of(values).Pod["metadata"]!["annotations"]!["checksum/injection"]!;
}
