using System.Net;
using Microsoft.AspNetCore.Http;
using PodMirror.Agent.Access;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Tests.Access;

public sealed class RoleTests
{
    private static readonly string[] Closed =
    [
        "/api/v1/exchanges", "/api/v1/exchanges/1", "/api/v1/live", "/api/v1/coverage", "/api/v1/sidecars", "/api/v1/pipeline",
        "/api/v1/sidecar-config", "/api/v1/audit",
    ];

    [Fact]
    public async Task Without_a_token_only_the_page_health_metrics_and_the_session_are_answered()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        foreach (string path in new[] { "/", "/healthz", "/readyz", "/metrics", "/api/v1/session" })
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, await agent.StatusAsync("GET", path)));
        }

        foreach (string path in Closed)
        {
            using HttpResponseMessage answer = await agent.SendAsync("GET", path);
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, answer.StatusCode));
            Assert.Equal("Bearer realm=\"podmirror\"", answer.Headers.WwwAuthenticate.ToString());
        }

        Assert.Equal(Closed.Length, await agent.Agent.MetricAsync("access_refused_total", "unauthenticated"));
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + TokenAgent.Viewer, 200)]
    [InlineData("Authorization", "bearer  " + TokenAgent.Editor + " ", 200)]
    [InlineData("PodMirror-Token", TokenAgent.Viewer, 200)]
    [InlineData("Authorization", "Bearer " + TokenAgent.Viewer + "x", 401)]
    [InlineData("Authorization", "Bearer ", 401)]
    [InlineData("Authorization", "Bearer viewer", 401)]
    [InlineData("Authorization", "Basic " + TokenAgent.Viewer, 401)]
    [InlineData("Authorization", TokenAgent.Viewer, 401)]
    [InlineData("PodMirror-Token", "no", 401)]
    [InlineData("Cookie", "podmirror-session=" + TokenAgent.Viewer, 401)]
    public async Task A_token_is_shown_in_one_of_two_fields(string field, string value, int status)
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        Assert.Equal(status, (int)await agent.StatusAsync("GET", "/api/v1/pipeline", null, (field, value)));
    }

    [Fact]
    public async Task Endless_and_repeated_tokens_are_none()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await agent.ReadAsync(new string('x', 20_000)));
        (string, string) one = ("PodMirror-Token", TokenAgent.Viewer);
        Assert.Equal(HttpStatusCode.Unauthorized, await agent.StatusAsync("GET", "/api/v1/pipeline", null, one, one));
    }

    [Fact]
    public void What_nobody_thought_of_is_closed()
    {
        WebRoute Route(string method, string path) => new(method, path, (_, _) => Task.CompletedTask);
        Assert.Equal(WebRole.Viewer, Route("GET", "/api/v1/services").Role);
        Assert.Equal(WebRole.Editor, Route("POST", "/api/v1/rules").Role);
        Assert.Equal(WebRole.Editor, Route("DELETE", "/anything").Role);
        Assert.Equal(["application/json"], Route("PUT", "/api/v1/rules").ContentTypes);
        Assert.Equal(WebRole.None, Route("GET", "/healthz").Role);
    }

    [Theory]
    [InlineData("none", 401, 401, 401)]
    [InlineData("viewer", 401, 0, 403)]
    [InlineData("editor", 401, 0, 0)]
    public void A_role_may_do_what_the_roles_below_it_may(string role, int anybody, int viewer, int editor)
    {
        var tokens = new RoleTokens();
        Assert.Null(tokens.Use(System.Text.Encoding.ASCII.GetBytes($"editor {TokenAgent.Editor}\nviewer {TokenAgent.Viewer}")));
        string? shown = role switch { "editor" => TokenAgent.Editor, "viewer" => TokenAgent.Viewer, _ => null };
        Assert.Equal(0, Admit(tokens, null, WebRole.None));
        Assert.Equal(anybody, Admit(tokens, null, WebRole.Viewer));
        Assert.Equal(viewer, Admit(tokens, shown, WebRole.Viewer));
        Assert.Equal(editor, Admit(tokens, shown, WebRole.Editor));
    }

    [Fact]
    public async Task Tokens_are_changed_without_a_restart_and_sessions_end_with_theirs()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        string cookie = await agent.SignInAsync(TokenAgent.Editor);
        await agent.UseAsync($"viewer {TokenAgent.Editor}\n");
        Assert.Equal("viewer", (await agent.SessionAsync(("Cookie", cookie))).GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, await agent.ReadAsync(TokenAgent.Viewer));

        await agent.UseAsync("what is no token\n");
        Assert.Equal(HttpStatusCode.OK, await agent.StatusAsync("GET", "/api/v1/pipeline", null, ("Cookie", cookie)));

        await agent.UseAsync($"viewer {TokenAgent.Viewer}\n");
        Assert.Equal(HttpStatusCode.Unauthorized, await agent.StatusAsync("GET", "/api/v1/pipeline", null, ("Cookie", cookie)));
    }

    [Fact]
    public async Task Where_nobody_is_asked_everybody_is_an_editor_without_a_name()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        Assert.Equal("""{"authentication":"off","user":null,"role":"editor"}""", (await agent.GetAsync("/api/v1/session")).GetRawText());
        using var content = new StringContent("""{"token":"x"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage answer = await agent.Client.PostAsync(new Uri(agent.Web, "/api/v1/session"), content);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_agents_own_probes_come_through_where_tokens_are_wanted()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"viewer {TokenAgent.Viewer}");
        await using TestAgent agent = await TestAgent.StartAsync(options => options with
        {
            Access = new AccessOptions { Authentication = WebAuthentication.Token, TokenFile = file },
            Self = options.Self with { Probe = new PodMirror.Agent.Probe.ProbeOptions(TimeSpan.FromSeconds(1)) },
            StoreMaxAge = TimeSpan.FromDays(3650),
        });
        await TestAgent.UntilAsync(async () => await agent.MetricAsync("probes_total", "outcome=\"found\"") > 0);
        File.Delete(file);
    }

    private static int Admit(RoleTokens tokens, string? token, WebRole needed)
    {
        var sessions = new Sessions(tokens, TimeProvider.System);
        var gate = new AccessGate(
            WebAuthentication.Token, tokens, sessions, new SignInLimiter(TimeProvider.System), new ListedAudit(), new AccessLedger());
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = token is null ? default : $"Bearer {token}";
        return gate.Admit(context, needed)?.Status ?? 0;
    }
}
