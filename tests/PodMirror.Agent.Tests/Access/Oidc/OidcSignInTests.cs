using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using PodMirror.Agent.Access.Oidc;

namespace PodMirror.Agent.Tests.Access.Oidc;

public sealed class OidcSignInTests
{
    [Fact]
    public async Task A_user_of_the_provider_signs_in_with_the_role_of_their_groups()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        Assert.Equal((null, null), await agent.SessionAsync());
        using HttpResponseMessage answer = await agent.SignInAsync();
        Assert.Equal((HttpStatusCode.SeeOther, "../../../../"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(["podmirror-session"], agent.Cookies.Keys);
        Assert.Equal(("erin@example.com", "editor"), await agent.SessionAsync());
        using HttpResponseMessage audit = await agent.GetAsync(new Uri(agent.Agent.Web, "/api/v1/audit"));
        Assert.Contains("""
            "user":"erin@example.com","role":"editor","action":"sign_in","target":"from 127.0.0.1"
            """, await audit.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await agent.Agent.MetricAsync("access_sign_ins_total", "result=\"accepted\""));
    }

    [Theory]
    [InlineData("staff", "viewer")]
    [InlineData("platform", "editor")]
    public async Task A_group_gives_its_role(string group, string role)
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Claims = claims => claims["groups"] = group;
        using HttpResponseMessage answer = await agent.SignInAsync();
        Assert.Equal(("erin@example.com", role), await agent.SessionAsync());
    }

    [Fact]
    public async Task Without_groups_of_viewers_everybody_is_one_and_without_an_email_the_subject_names_them()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync(change: options => options with { ViewerGroups = [] });
        agent.Provider.Claims = claims => Assert.True(claims.Remove("email") && claims.Remove("groups"));
        using HttpResponseMessage answer = await agent.SignInAsync();
        Assert.Equal(("u-1", "viewer"), await agent.SessionAsync());
    }

    [Fact]
    public async Task An_email_that_the_provider_does_not_vouch_for_names_nobody()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Claims = claims => claims["email_verified"] = false;
        using HttpResponseMessage answer = await agent.SignInAsync();
        Assert.Equal(("u-1", "editor"), await agent.SessionAsync());
    }

    [Theory]
    [InlineData("iss", "https://evil.example", "issuer")]
    [InlineData("aud", "other", "audience")]
    [InlineData("azp", "other", "audience")]
    [InlineData("nonce", "other", "nonce")]
    [InlineData("nonce", null, "nonce")]
    [InlineData("sub", "", "malformed")]
    [InlineData("exp", null, "time")]
    [InlineData("iat", null, "time")]
    [InlineData("exp", "1", "time")]
    [InlineData("groups", "nobodys", "role")]
    public async Task A_token_with_a_wrong_claim_is_refused(string claim, string? value, string reason)
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Claims = claims => claims[claim] = value;
        await agent.FailAsync(reason);
    }

    [Theory]
    [InlineData("exp", -61, "time")]
    [InlineData("exp", -59, null)]
    [InlineData("iat", 61, "time")]
    [InlineData("iat", 59, null)]
    [InlineData("nbf", 61, "time")]
    [InlineData("nbf", 59, null)]
    public async Task Clocks_may_differ_by_a_minute(string claim, int seconds, string? reason)
    {
        var clock = new FakeClock();
        await using OidcAgent agent = await OidcAgent.StartAsync(clock);
        agent.Provider.Claims = claims => claims[claim] = clock.GetUtcNow().ToUnixTimeSeconds() + seconds;
        if (reason is not null)
        {
            await agent.FailAsync(reason);
            return;
        }

        using HttpResponseMessage answer = await agent.SignInAsync();
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_for_several_programs_has_to_name_this_one()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Claims = claims => claims["aud"] = new JsonArray("other", FakeProvider.ClientId);
        await agent.FailAsync("audience");
        agent.Provider.Claims = claims =>
            (claims["aud"], claims["azp"]) = (new JsonArray("other", FakeProvider.ClientId), FakeProvider.ClientId);
        using HttpResponseMessage answer = await agent.SignInAsync();
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task A_browser_that_was_not_sent_to_the_provider_is_not_let_in()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        Uri back = await agent.GoAsync();
        string state = agent.Cookies["podmirror-oidc"];

        // Somebody sends their own code to another's browser.
        agent.Cookies.Clear();
        using HttpResponseMessage other = await agent.GetAsync(back);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);

        // A state that nobody made, in both places.
        string made = state[..^4] + "AAAA";
        agent.Cookies["podmirror-oidc"] = made;
        using HttpResponseMessage forged = await agent.GetAsync(new Uri(QueryHelpers.AddQueryString(
            new Uri(agent.Agent.Web, OidcOptions.CallbackPath).AbsoluteUri, new Dictionary<string, string?> { ["state"] = made, ["code"] = "x" })));
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal(2, await agent.Agent.MetricAsync("access_oidc_faults_total", "reason=\"state\""));
        Assert.DoesNotContain("/token", agent.Provider.Requests);
    }

    [Fact]
    public async Task A_user_who_takes_more_than_ten_minutes_begins_again()
    {
        var clock = new FakeClock();
        await using OidcAgent agent = await OidcAgent.StartAsync(clock);
        Uri back = await agent.GoAsync();
        clock.Advance(OidcState.Life + TimeSpan.FromSeconds(1));
        using HttpResponseMessage answer = await agent.GetAsync(back);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_code_is_good_for_once_and_for_the_browser_that_has_the_state()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        Uri back = await agent.GoAsync();
        using HttpResponseMessage first = await agent.GetAsync(back);
        using HttpResponseMessage second = await agent.GetAsync(back);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Forbidden), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task A_provider_that_says_no_and_one_that_is_another_are_told()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        string back = (await agent.GoAsync()).AbsoluteUri;
        back = back.Replace("code=", "error=access_denied&other=", StringComparison.Ordinal);
        using HttpResponseMessage denied = await agent.GetAsync(new Uri(back));
        Assert.Contains("did not let the user in", await denied.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        back = (await agent.GoAsync()).AbsoluteUri;
        using HttpResponseMessage mixed = await agent.GetAsync(new Uri(back.Replace("iss=", "iss=x", StringComparison.Ordinal)));
        Assert.Contains("another provider", await mixed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_redirect_can_be_told_and_the_secret_can_go_in_the_body()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync(
            change: options => options with { RedirectUri = new Uri("http://localhost/x/api/v1/session/oidc/callback") });
        agent.Provider.Discovery = document => document["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post");
        Uri back = await agent.GoAsync();
        Assert.StartsWith("http://localhost/x/api/v1/session/oidc/callback?", back.AbsoluteUri, StringComparison.Ordinal);
        using HttpResponseMessage answer = await agent.GetAsync(new Uri(agent.Agent.Web, OidcOptions.CallbackPath + back.Query));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task Whoever_fails_too_often_has_to_wait()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        for (int i = 0; i < 10; i++)
        {
            using HttpResponseMessage answer = await agent.GetAsync(new Uri(agent.Agent.Web, OidcOptions.CallbackPath));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using HttpResponseMessage limited = await agent.GetAsync(new Uri(agent.Agent.Web, OidcOptions.StartPath));
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
    }
}
