using PodMirror.Agent.Access;
using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Tests.Access;

public sealed class AccessArgumentsTests
{
    private const string Oidc = "--web-oidc-issuer https://id.example --web-oidc-client-id podmirror";

    [Theory]
    [InlineData("", "Off")]
    [InlineData("--web 127.0.0.1:8080", "Off")]
    [InlineData("--web [::1]:8080", "Off")]
    [InlineData("--web 8080 --web-token-file f", "Token")]
    [InlineData("--web *:8080 --web-token-file f", "Token")]
    [InlineData("--web *:8080 --web-token-secret s", "Token")]
    [InlineData("--web *:8080 --web-auth token", "Token")]
    [InlineData("--web *:8080 --web-auth off", "Off")]
    [InlineData("--web *:8080 " + Oidc, "Oidc")]
    [InlineData("--web *:8080 --web-token-file f " + Oidc, "Oidc")]
    [InlineData("--web-oidc-issuer http://localhost:5556/dex --web-oidc-client-id podmirror", "Oidc")]
    public void The_web_port_asks_who_somebody_is_beyond_loopback(string arguments, string expected) =>
        Assert.Equal(expected, Read(arguments).Authentication.ToString());

    [Theory]
    [InlineData("--web *:8080", "--web [::]:8080 is reached by others: say who may use it, with --web-token-file FILE")]
    [InlineData("--web 0.0.0.0:8080", "or --web-auth off for everybody")]
    [InlineData("--web-auth none", "--web-auth none: write off, token or oidc")]
    [InlineData("--web-auth oidc", "--web-auth oidc needs --web-oidc-issuer URL")]
    [InlineData("--web-auth off --web-token-file f", "--web-auth off goes without")]
    [InlineData("--web-auth token " + Oidc, "--web-auth token goes without --web-oidc-issuer")]
    [InlineData("--web-token-file f --web-token-secret s", "choose one of --web-token-file and --web-token-secret")]
    [InlineData("--web-oidc-client-id podmirror", "--web-oidc-client-id needs --web-oidc-issuer URL")]
    [InlineData("--web-oidc-issuer https://id.example", "--web-oidc-issuer needs --web-oidc-client-id ID")]
    [InlineData("--web-oidc-issuer http://id.example --web-oidc-client-id a", "write the https:// address")]
    [InlineData("--web-oidc-issuer https://u:p@id.example --web-oidc-client-id a", "write the https:// address")]
    [InlineData(Oidc + " --web-oidc-redirect-uri https://a.example/", "that ends with /api/v1/session/oidc/callback")]
    public void What_does_not_go_together_says_so(string arguments, string fault) =>
        Assert.Contains(fault, Assert.Throws<UsageException>(() => Read(arguments)).Message, StringComparison.Ordinal);

    [Fact]
    public void Everything_of_a_provider_can_be_said()
    {
        AccessOptions options = Read(
            Oidc + " --web-oidc-client-secret-file s --web-oidc-redirect-uri https://a.example/x/api/v1/session/oidc/callback"
            + " --web-oidc-scopes openid --web-oidc-name-claim n --web-oidc-groups-claim g"
            + " --web-oidc-editor-group e --web-oidc-editor-group f --web-oidc-viewer-group v");
        Assert.Equal(
            ("s", "openid", "n", "g", "e,f", "v"),
            (options.Oidc!.ClientSecretFile, options.Oidc.Scopes, options.Oidc.NameClaim, options.Oidc.GroupsClaim,
                string.Join(',', options.Oidc.EditorGroups), string.Join(',', options.Oidc.ViewerGroups)));
        Assert.Equal("https://a.example/x/api/v1/session/oidc/callback", options.Oidc.RedirectUri?.AbsoluteUri);
    }

    [Fact]
    public async Task Tokens_are_made_in_the_data_directory_and_never_without_one()
    {
        var access = new AccessOptions { Authentication = WebAuthentication.Token };
        StartupException fault = await Assert.ThrowsAsync<StartupException>(() => TestAgent.StartAsync(options => options with { Access = access }));
        Assert.Contains("--web-token-file FILE", fault.Message, StringComparison.Ordinal);

        DirectoryInfo folder = Directory.CreateTempSubdirectory("podmirror-access-");
        await using (TestAgent agent = await TestAgent.StartAsync(options => options with { Access = access, Data = folder.FullName }))
        {
            string[] lines = await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "web-tokens"));
            agent.Client.DefaultRequestHeaders.Authorization = new("Bearer", lines[0].Split(' ')[1]);
            Assert.Equal("editor", (await agent.GetAsync("/api/v1/session")).GetProperty("role").GetString());
        }

        folder.Delete(recursive: true);
    }

    private static AccessOptions Read(string arguments)
    {
        var command = new AgentCommand();
        return command.Read(command.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Access;
    }
}
