using System.Net;
using Microsoft.AspNetCore.Http;
using PodMirror.Agent.Access;

namespace PodMirror.Agent.Tests.Access;

public sealed class CrossSiteTests
{
    private static readonly string[] Json = ["application/json"];

    [Theory]
    [InlineData("POST", "application/json", "same-origin", null, 0)]
    [InlineData("POST", "Application/JSON; charset=utf-8", "same-origin", null, 0)]
    [InlineData("POST", "application/json", "none", null, 0)]
    [InlineData("POST", "application/json", "same-site", null, 403)]
    [InlineData("POST", "application/json", "cross-site", null, 403)]
    [InlineData("POST", "application/json", "cross-site", "https://mirror.example", 403)]
    [InlineData("POST", "application/json", "anything", null, 403)]
    [InlineData("POST", "application/json", null, "https://mirror.example", 0)]
    [InlineData("POST", "application/json", null, "http://MIRROR.example:443", 0)]
    [InlineData("POST", "application/json", null, "https://mirror.example:8443", 403)]
    [InlineData("POST", "application/json", null, "https://evil.example", 403)]
    [InlineData("POST", "application/json", null, "https://mirror.example.evil.example", 403)]
    [InlineData("POST", "application/json", null, "null", 403)]
    [InlineData("POST", "application/json", null, null, 0)]
    [InlineData("POST", "text/plain", "same-origin", null, 415)]
    [InlineData("POST", "application/x-www-form-urlencoded", null, null, 415)]
    [InlineData("POST", "multipart/form-data; boundary=application/json", null, null, 415)]
    [InlineData("POST", null, "same-origin", null, 415)]
    [InlineData("PUT", null, "same-origin", null, 415)]
    [InlineData("DELETE", null, "same-origin", null, 0)]
    [InlineData("DELETE", null, "cross-site", null, 403)]
    public void A_change_is_made_for_the_agents_own_page_and_for_what_is_no_browser(
        string method, string? type, string? site, string? origin, int status)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        (request.Method, request.Host, request.ContentType) = (method, new HostString("mirror.example", 443), type);
        request.Headers["Sec-Fetch-Site"] = site;
        request.Headers.Origin = origin;
        Assert.Equal(status, CrossSite.Check(request, Json)?.Status ?? 0);
    }

    [Fact]
    public async Task Another_sites_page_can_neither_sign_a_browser_in_nor_out()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        string body = $$"""{"token":"{{TokenAgent.Viewer}}"}""";
        (string, string) other = ("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, await agent.StatusAsync("POST", "/api/v1/session", body, other));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await agent.StatusAsync("POST", "/api/v1/session", body, ("Content-Type", "text/plain")));

        string cookie = await agent.SignInAsync(TokenAgent.Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, await agent.StatusAsync("DELETE", "/api/v1/session", null, other, ("Cookie", cookie)));
        Assert.Equal(HttpStatusCode.OK, await agent.StatusAsync("GET", "/api/v1/pipeline", null, other, ("Cookie", cookie)));
        Assert.Equal(3, await agent.Agent.MetricAsync("access_refused_total", "cross_site"));
    }

    [Fact]
    public async Task Reports_of_browsers_come_without_a_role_and_with_a_type_of_their_own()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        HttpStatusCode status = await agent.StatusAsync("POST", "/api/v1/policy-reports", "{}", ("Content-Type", "application/csp-report"));
        Assert.Equal(HttpStatusCode.NoContent, status);
    }
}
