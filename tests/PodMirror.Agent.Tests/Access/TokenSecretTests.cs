using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PodMirror.Agent.Access;
using PodMirror.ClusterKit;

namespace PodMirror.Agent.Tests.Access;

public sealed class TokenSecretTests : IAsyncLifetime
{
    private const string Path = "/api/v1/namespaces/podmirror/secrets/podmirror-web";
    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await FakeCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_empty_Secret_gets_tokens_that_all_replicas_share()
    {
        _cluster.Put(Path, """{"metadata":{"name":"podmirror-web","labels":{"a":"b"}},"type":"Opaque"}""");
        (RoleTokens first, RoleTokens second) = (new RoleTokens(), new RoleTokens());
        await using TokenSecret one = Open(first);
        await using TokenSecret other = Open(second);
        await one.StepAsync(TestContext.Current.CancellationToken);
        await other.StepAsync(TestContext.Current.CancellationToken);

        Assert.Null(one.Trouble ?? other.Trouble);
        string[] lines = Tokens().TrimEnd().Split('\n');
        Assert.Equal(["editor", "viewer"], lines.Select(line => line.Split(' ')[0]));
        foreach (string line in lines)
        {
            Assert.Equal(line.Split(' ')[0], first.Find(line.Split(' ')[1])?.User.Name);
            Assert.Equal(line.Split(' ')[0], second.Find(line.Split(' ')[1])?.User.Name);
        }

        Assert.Equal("b", (string?)Secret()["metadata"]!["labels"]!["a"]);
    }

    [Fact]
    public async Task Other_tokens_hold_once_they_are_there_and_what_is_none_changes_nothing()
    {
        Put("viewer viewer-token-0123456789");
        var tokens = new RoleTokens();
        await using TokenSecret secret = Open(tokens);
        await secret.StepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(WebRole.Viewer, tokens.Find("viewer-token-0123456789")?.User.Role);

        Put("editor editor-token-0123456789 erin");
        await secret.StepAsync(TestContext.Current.CancellationToken);
        Assert.Null(tokens.Find("viewer-token-0123456789"));
        Assert.Equal("erin", tokens.Find("editor-token-0123456789")?.User.Name);

        Put("nothing of the kind");
        await secret.StepAsync(TestContext.Current.CancellationToken);
        await secret.StepAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("token 1 is no line", secret.Trouble, StringComparison.Ordinal);
        Assert.NotNull(tokens.Find("editor-token-0123456789"));
    }

    [Fact]
    public async Task Without_a_Secret_the_agent_runs_and_nobody_gets_in_until_there_is_one()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with
        {
            Access = new AccessOptions
            {
                Authentication = WebAuthentication.Token,
                TokenSecret = "podmirror-web",
                Namespace = "podmirror",
                Kubeconfig = _cluster.Kubeconfig,
            },
        });
        using HttpResponseMessage closed = await agent.Client.GetAsync(new Uri(agent.Web, "/api/v1/pipeline"));
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
        using HttpResponseMessage well = await agent.Client.GetAsync(new Uri(agent.Web, "/readyz"));
        Assert.Equal(HttpStatusCode.OK, well.StatusCode);

        Put("viewer viewer-token-0123456789");
        await TestAgent.UntilAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(agent.Web, "/api/v1/session"));
            request.Headers.Add("Cookie", "a=b");
            request.Headers.Authorization = new("Bearer", "viewer-token-0123456789");
            using HttpResponseMessage answer = await agent.Client.SendAsync(request);
            await Task.Delay(500);
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    private TokenSecret Open(RoleTokens tokens) => TokenSecret.Open(
        new AccessOptions { TokenSecret = "podmirror-web", Namespace = "podmirror", Kubeconfig = _cluster.Kubeconfig },
        tokens,
        TimeProvider.System,
        Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    private void Put(string text) => _cluster.Put(Path, new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = "podmirror-web" },
        ["data"] = new JsonObject { ["tokens"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(text)) },
    });

    private JsonObject Secret() => (JsonObject)_cluster.Find(Path)!;

    private string Tokens() => Encoding.ASCII.GetString(Convert.FromBase64String((string)Secret()["data"]!["tokens"]!));
}
