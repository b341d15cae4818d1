using System.Text.Json.Nodes;
using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

/// <summary>Who may use the web port.</summary>
public sealed class WebAccessTests : ChartTest
{
    [Fact]
    public void By_default_the_agent_makes_tokens_in_a_Secret_of_the_release_that_nothing_renders()
    {
        Rendering rendering = Rendering.Of(release: ("eu-1", "observability"));
        JsonObject secret = rendering.Named("Secret", "-web");

        Assert.Equal("eu-1-podmirror-web", rendering.Argument("--web-token-secret"));
        Assert.Equal(["apiVersion", "kind", "metadata", "type"], secret.Select(pair => pair.Key));
        Assert.All(["--web-auth", "--web-token-file", "--web-oidc-issuer"], option => Assert.Null(rendering.Argument(option)));
    }

    [Fact]
    public void Tokens_and_a_provider_of_the_users_own_are_mounted_as_folders()
    {
        Rendering rendering = Rendering.Of(Cases.Values("web-tokens"));

        Assert.Equal("mirror-tokens tokens", SourceOf(rendering, "--web-token-file"));
        Assert.Equal("mirror-oidc client-secret", SourceOf(rendering, "--web-oidc-client-secret-file"));
        Assert.Equal("https://id.example.com/realms/main", rendering.Argument("--web-oidc-issuer"));
        Assert.Equal("podmirror", rendering.Argument("--web-oidc-client-id"));
        Assert.Equal("https://mirror.example.com/api/v1/session/oidc/callback", rendering.Argument("--web-oidc-redirect-uri"));
        Assert.Equal("openid profile email", rendering.Argument("--web-oidc-scopes"));
        Assert.Equal(("email", "roles"), (rendering.Argument("--web-oidc-name-claim"), rendering.Argument("--web-oidc-groups-claim")));
        Assert.Equal(["platform", "on call"], rendering.Arguments("--web-oidc-editor-group"));
        Assert.Equal(["developers"], rendering.Arguments("--web-oidc-viewer-group"));
        Assert.DoesNotContain(rendering.All("Secret"), secret => Rendering.NameOf(secret).EndsWith("-web", StringComparison.Ordinal));
        Assert.Null(rendering.Argument("--web-token-secret"));
    }

    [Fact]
    public void Whoever_wants_an_open_web_port_has_to_say_so()
    {
        Rendering rendering = Rendering.Of(Cases.Values("web-open"));

        Assert.Equal("off", rendering.Argument("--web-auth"));
        Assert.Null(rendering.Argument("--web-token-secret"));
        Assert.DoesNotContain(rendering.All("Secret"), secret => Rendering.NameOf(secret).EndsWith("-web", StringComparison.Ordinal));
    }

    private static string SourceOf(Rendering rendering, string option)
    {
        string path = rendering.Argument(option)!;
        JsonNode mount = rendering.Agent["volumeMounts"]!.AsArray().Single(one => (string)one!["mountPath"]! == Path.GetDirectoryName(path))!;
        JsonNode secret = rendering.Pod["spec"]!["volumes"]!.AsArray().Single(one => (string)one!["name"]! == (string)mount["name"]!)!["secret"]!;
        JsonNode item = secret["items"]!.AsArray().Single(one => (string)one!["path"]! == Path.GetFileName(path))!;
        return $"{secret["secretName"]} {item["key"]}";
    }
}
