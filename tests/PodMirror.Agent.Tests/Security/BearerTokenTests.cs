using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using PodMirror.Agent.Security;

namespace PodMirror.Agent.Tests.Security;

public sealed class BearerTokenTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("Bearer one", true)]
    [InlineData("bearer one", true)]
    [InlineData("BEARER  one ", true)]
    [InlineData("Bearer two==", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("Bearer", false)]
    [InlineData("Bearer ", false)]
    [InlineData("one", false)]
    [InlineData("Basic one", false)]
    [InlineData("Bearer three", false)]
    [InlineData("Bearer one two==", false)]
    [InlineData("Bearer onE", false)]
    [InlineData("Bearer on", false)]
    [InlineData("Bearer ön", false)]
    public void A_token_is_one_of_the_file_or_none(string? authorization, bool admitted)
    {
        var tokens = new BearerTokens(_file);
        Assert.Null(tokens.Use("one\r\n\n  two==  \n"u8.ToArray()));
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        Assert.Equal(admitted, tokens.Admits(context.Request));
    }

    [Fact]
    public void Two_tokens_and_endless_ones_are_none()
    {
        var tokens = new BearerTokens(_file);
        Assert.Null(tokens.Use("one"u8.ToArray()));
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = new(["Bearer one", "Bearer one"]);
        Assert.False(tokens.Admits(context.Request));
        context.Request.Headers.Authorization = "Bearer " + new string('x', 1 << 20);
        Assert.False(tokens.Admits(context.Request));
    }

    [Theory]
    [InlineData("", "it has 0 tokens")]
    [InlineData("\n \n", "it has 0 tokens")]
    [InlineData("one\nno token", "token 2 is none")]
    [InlineData("tökèn", "token 1 is none")]
    public void A_file_without_tokens_is_refused_and_never_shown(string text, string fault)
    {
        var tokens = new BearerTokens(_file);
        string? told = tokens.Use(Encoding.UTF8.GetBytes(text));
        Assert.StartsWith(fault, told, StringComparison.Ordinal);
        Assert.DoesNotContain("no token", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_nothing_comes_in_over_HTTP_whatever_the_path()
    {
        await using TestAgent agent = await StartAsync("one");
        (string Method, string Path)[] requests =
            [("POST", "/v1/traces"), ("GET", "/api/v1/sidecar-config"), ("GET", "/"), ("POST", "/v1/logs")];
        foreach ((string method, string path) in requests)
        {
            using HttpResponseMessage answer = await SendAsync(agent, method, path, null);
            Assert.Equal((401, "Bearer realm=\"podmirror-agent\""), ((int)answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        }

        using HttpResponseMessage wrong = await SendAsync(agent, "POST", "/v1/traces", "Bearer two");
        using HttpResponseMessage right = await SendAsync(agent, "POST", "/v1/traces", "Bearer one");
        using HttpResponseMessage config = await SendAsync(agent, "GET", "/api/v1/sidecar-config", "Bearer one");

        Assert.Equal((401, 200, 200), ((int)wrong.StatusCode, (int)right.StatusCode, (int)config.StatusCode));
        Assert.Equal((5, 1), (await agent.MetricAsync("requests_refused_total", "unauthenticated"), await agent.MetricAsync("spans_received_total")));
    }

    [Fact]
    public async Task Without_a_token_nothing_comes_in_over_gRPC()
    {
        await using TestAgent agent = await StartAsync("one");
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        byte[] request = TestRequest.Of(new TestSpan());

        Assert.Equal(StatusCode.Unauthenticated, (await client.TryExportAsync(request)).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await client.TryExportAsync(request, authorization: "Bearer two")).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await client.TryExportAsync(new byte[3 << 20])).StatusCode);
        Assert.Equal(StatusCode.OK, (await client.TryExportAsync(request, authorization: "Bearer one")).StatusCode);

        Assert.Equal((3, 1), (await agent.MetricAsync("requests_refused_total", "unauthenticated"), await agent.MetricAsync("spans_received_total")));
        Assert.Equal(4, await agent.MetricAsync("requests_received_total", "grpc"));
    }

    [Fact]
    public async Task A_refused_body_is_not_waited_for()
    {
        await using TestAgent agent = await StartAsync("one");
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(agent.App.EndPoint(AgentListener.Http));
        string head = "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000000\r\n\r\n";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        byte[] answer = new byte[12];
        await socket.GetStream().ReadExactlyAsync(answer);
        Assert.Equal("HTTP/1.1 401", Encoding.ASCII.GetString(answer));
    }

    [Fact]
    public async Task Tokens_are_changed_without_a_restart_by_having_both_for_a_while()
    {
        await using TestAgent agent = await StartAsync("old");
        Assert.Equal((200, 401), await TryBothAsync());
        await Replace("old\nnew");
        Assert.Equal((200, 200), await TryBothAsync());
        await Replace("new");
        Assert.Equal((401, 200), await TryBothAsync());
        await Replace("");
        Assert.Equal((401, 200), await TryBothAsync());

        async Task Replace(string text)
        {
            await File.WriteAllTextAsync(_file, text);
            agent.App.RefreshFiles();
        }

        async Task<(int Old, int Young)> TryBothAsync()
        {
            using HttpResponseMessage old = await SendAsync(agent, "POST", "/v1/traces", "Bearer old");
            using HttpResponseMessage young = await SendAsync(agent, "POST", "/v1/traces", "Bearer new");
            return ((int)old.StatusCode, (int)young.StatusCode);
        }
    }

    private async Task<TestAgent> StartAsync(string tokens)
    {
        await File.WriteAllTextAsync(_file, tokens);
        return await TestAgent.StartAsync(options => options with { Receiver = options.Receiver with { TokenFile = _file } });
    }

    private static async Task<HttpResponseMessage> SendAsync(TestAgent agent, string method, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(agent.Traces, path));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (method == "POST")
        {
            request.Content = new ByteArrayContent(TestRequest.Of(new TestSpan()));
            request.Content.Headers.ContentType = new("application/x-protobuf");
        }

        return await agent.Client.SendAsync(request);
    }
}
