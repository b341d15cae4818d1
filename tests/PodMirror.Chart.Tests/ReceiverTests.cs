using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

/// <summary>Who may send to the receivers.</summary>
public sealed class ReceiverTests : ChartTest
{
    [Fact]
    public void Without_a_word_of_it_the_receivers_are_as_they_were()
    {
        Rendering rendering = Rendering.Of();

        Assert.All(["--tls-cert", "--tls-key", "--tls-client-ca", "--token-file"], option => Assert.Null(rendering.Argument(option)));
        Assert.Equal("1h", rendering.Argument("--max-connection-age"));
        Assert.Contains("\"endpoint\": \"http://podmirror.podmirror.svc:4318\"", rendering.Injection, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_that_the_agent_is_told_of_is_mounted_from_its_Secret_as_a_folder()
    {
        Rendering rendering = Rendering.Of(Cases.Values("receiver"));

        Assert.Equal("podmirror-receiver tls.crt", SourceOf(rendering, "--tls-cert"));
        Assert.Equal("podmirror-receiver tls.key", SourceOf(rendering, "--tls-key"));
        Assert.Equal("podmirror-receiver ca.crt", SourceOf(rendering, "--tls-client-ca"));
        Assert.Equal("podmirror-tokens tokens", SourceOf(rendering, "--token-file"));
        Assert.Equal("10m", rendering.Argument("--max-connection-age"));
    }

    [Fact]
    public void Sidecars_are_sent_to_where_the_receivers_listen()
    {
        string injection = Rendering.Of("receiver: {tls: {secretName: a}}").Injection;

        Assert.Contains("\"endpoint\": \"https://podmirror.podmirror.svc:4318\"", injection, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "grpc", "http")]
    [InlineData("receiver: {tls: {secretName: a}}", "https", "https")]
    public void A_port_that_speaks_TLS_is_told_as_one(string values, string grpc, string http)
    {
        JsonArray ports = Rendering.Of(values).Named("Service", "")["spec"]!["ports"]!.AsArray();

        Assert.Equal(grpc, (string)ports.Single(port => (string)port!["name"]! == "otlp-grpc")!["appProtocol"]!);
        Assert.Equal(http, (string)ports.Single(port => (string)port!["name"]! == "otlp-http")!["appProtocol"]!);
        Assert.Equal("http", (string)ports.Single(port => (string)port!["name"]! == "web")!["appProtocol"]!);
    }

    // The Secret and its key that an option's file comes from. A mount of one file (subPath) would never change.
    private static string SourceOf(Rendering rendering, string option)
    {
        string path = rendering.Argument(option)!;
        JsonNode mount = rendering.Agent["volumeMounts"]!.AsArray().Single(one => (string)one!["mountPath"]! == Path.GetDirectoryName(path))!;
        Assert.Null(mount["subPath"]);
        Assert.True((bool)mount["readOnly"]!);
        JsonNode secret = rendering.Pod["spec"]!["volumes"]!.AsArray().Single(one => (string)one!["name"]! == (string)mount["name"]!)!["secret"]!;
        JsonNode item = secret["items"]!.AsArray().Single(one => (string)one!["path"]! == Path.GetFileName(path))!;
        return $"{secret["secretName"]} {item["key"]}";
    }
}
