using System.Net;
using PodMirror.Agent.Access;

namespace PodMirror.Agent.Tests.Access;

public sealed class SessionTests
{
    [Fact]
    public async Task Signing_in_gives_a_cookie_that_no_script_and_no_other_site_has_and_signing_out_takes_it_away()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        using HttpResponseMessage answer = await agent.SendAsync("POST", "/api/v1/session", $$"""{"token":" {{TokenAgent.Editor}}\n"}""");
        Assert.Equal("""{"authentication":"token","user":"erin","role":"editor"}""", await answer.Content.ReadAsStringAsync());
        string set = TokenAgent.CookieOf(answer);
        Assert.Matches("^podmirror-session=[A-Za-z0-9_-]{43}; max-age=43200; path=/; samesite=strict; httponly$", set);

        (string, string) cookie = ("Cookie", set.Split(';')[0]);
        Assert.Equal("erin", (await agent.SessionAsync(cookie)).GetProperty("user").GetString());
        Assert.Equal(HttpStatusCode.OK, await agent.StatusAsync("GET", "/api/v1/pipeline", null, cookie));
        Assert.Equal(1, await agent.Agent.MetricAsync("access_sessions"));

        using HttpResponseMessage left = await agent.SendAsync("DELETE", "/api/v1/session", null, cookie);
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.StartsWith("podmirror-session=; max-age=0;", TokenAgent.CookieOf(left), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await agent.StatusAsync("GET", "/api/v1/pipeline", null, cookie));
        Assert.Equal(["erin editor sign_out", "erin editor sign_in"], await agent.AuditAsync());
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("https, http", true)]
    [InlineData("http", false)]
    [InlineData("http, https", false)]
    public async Task Over_TLS_the_cookie_is_bound_to_the_host(string forwarded, bool secure)
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        (string, string) proxy = ("X-Forwarded-Proto", forwarded);
        using HttpResponseMessage answer = await agent.SendAsync("POST", "/api/v1/session", TokenAgent.TokenBody(TokenAgent.Viewer), proxy);
        string set = TokenAgent.CookieOf(answer);
        Assert.Equal(secure, set.StartsWith("__Host-podmirror-session=", StringComparison.Ordinal));
        Assert.Equal(secure, set.Contains("; secure;", StringComparison.Ordinal));
        Assert.Equal("viewer", (await agent.SessionAsync(proxy, ("Cookie", set.Split(';')[0]))).GetProperty("user").GetString());
    }

    [Fact]
    public async Task Before_signing_in_the_session_tells_how()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        const string Nobody = """{"authentication":"token","user":null,"role":null}""";
        Assert.Equal(Nobody, (await agent.SessionAsync()).GetRawText());
        Assert.Equal(Nobody, (await agent.SessionAsync(("Cookie", "podmirror-session=x"))).GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("""{"token":7}""")]
    [InlineData("""{"token":"\ud800"}""")]
    [InlineData("""{"token":null}""")]
    public async Task A_body_without_a_token_is_a_problem(string body)
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await agent.StatusAsync("POST", "/api/v1/session", body));
    }

    [Fact]
    public async Task A_long_body_is_not_read_and_a_long_token_is_none()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await agent.StatusAsync("POST", "/api/v1/session", TokenAgent.TokenBody(new string('x', 5000))));
        Assert.Equal(HttpStatusCode.Unauthorized, await agent.StatusAsync("POST", "/api/v1/session", TokenAgent.TokenBody(new string('x', 3000))));
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours()
    {
        var clock = new FakeClock();
        await using TokenAgent agent = await TokenAgent.StartAsync(clock);
        string cookie = await agent.SignInAsync(TokenAgent.Viewer);
        clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await agent.StatusAsync("GET", "/api/v1/pipeline", null, ("Cookie", cookie)));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await agent.StatusAsync("GET", "/api/v1/pipeline", null, ("Cookie", cookie)));
        Assert.Equal(0, await agent.Agent.MetricAsync("access_sessions"));
    }

    [Fact]
    public void There_are_so_many_sessions_and_the_oldest_goes()
    {
        var sessions = new Sessions(new RoleTokens(), TimeProvider.System);
        string[] ids = [.. Enumerable.Range(0, Sessions.Max + 1).Select(i => sessions.Begin(new WebUser($"{i}", WebRole.Viewer), null))];
        Assert.Equal(Sessions.Max, sessions.Count);
        Assert.Null(sessions.Find(ids[0]));
        Assert.Equal("1", sessions.Find(ids[1])?.Name);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }
}
