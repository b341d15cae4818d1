using System.Net;

namespace PodMirror.Agent.Tests.Api;

public sealed class WebGuardTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/api/v1/exchanges")]
    [InlineData("/api/v1/exchanges?status=x")]
    [InlineData("/metrics")]
    [InlineData("/nothing")]
    public async Task Every_answer_carries_the_headers_that_keep_payloads_from_becoming_script(string path)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.Web, path));
        string policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(path == "/" ? "no-cache" : "no-store", answer.Headers.CacheControl?.ToString());
        Assert.NotNull(answer.Content.Headers.ContentType);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:8080", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]:8080", HttpStatusCode.OK)]
    [InlineData("mirror.example", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task On_loopback_a_foreign_name_is_refused_because_of_DNS_rebinding(string host, HttpStatusCode expected)
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { WebHosts = ["mirror.example"] });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(agent.Web, "/api/v1/exchanges"));
        request.Headers.Host = host;
        using HttpResponseMessage answer = await agent.Client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task Nothing_on_the_web_port_can_be_changed(string method)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(agent.Web, "/api/v1/exchanges"));
        using HttpResponseMessage answer = await agent.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_HEAD_request_gets_the_head_alone()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, agent.Web);
        using HttpResponseMessage answer = await agent.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 0);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Hostile_payloads_leave_as_escaped_JSON()
    {
        const string Payload = "</script><img src=x onerror=alert(1)>\u2028'\"&";
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan { Path = "/" + Payload, Attributes = [("http.request.body.content", Payload), (Payload, Payload)] });
        foreach (string path in new[] { "/api/v1/exchanges", "/api/v1/exchanges/1" })
        {
            using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.Web, path));
            string text = await answer.Content.ReadAsStringAsync();
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
            Assert.Equal(-1, text.AsSpan().IndexOfAny("<>&'\u2028"));
        }

        Assert.Equal(["/" + Payload], await agent.PathsAsync(""));
    }
}
