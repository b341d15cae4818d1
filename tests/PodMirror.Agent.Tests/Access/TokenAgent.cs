using System.Net;
using System.Text.Json;
using PodMirror.Agent.Access;

namespace PodMirror.Agent.Tests.Access;

/// <summary>An agent whose web port wants tokens, with one of each role, and requests as different clients make them.</summary>
internal sealed class TokenAgent : IAsyncDisposable
{
    public const string Editor = "editor-token-0123456789";
    public const string Viewer = "viewer-token-0123456789";
    private readonly string _file;

    private TokenAgent(TestAgent agent, string file) => (Agent, _file) = (agent, file);

    public TestAgent Agent { get; }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public static async Task<TokenAgent> StartAsync(TimeProvider? clock = null)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"# tokens\neditor {Editor} erin\n\nviewer\t{Viewer}\r\n");
        var access = new AccessOptions { Authentication = WebAuthentication.Token, TokenFile = file };
        return new TokenAgent(await TestAgent.StartAsync(options => options with { Access = access }, clock), file);
    }

    public async Task UseAsync(string tokens)
    {
        await File.WriteAllTextAsync(_file, tokens);
        Agent.App.RefreshFiles();
    }

    public async Task<HttpResponseMessage> SendAsync(
        string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Agent.Web, path));
        if (body is not null)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = new("application/json");
        }

        foreach ((string name, string value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await Client.SendAsync(request);
    }

    /// <summary>The status of reading something that takes a role, with a token.</summary>
    public Task<HttpStatusCode> ReadAsync(string token) => StatusAsync("GET", "/api/v1/pipeline", null, ("PodMirror-Token", token));

    public async Task<HttpStatusCode> StatusAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage answer = await SendAsync(method, path, body, headers);
        return answer.StatusCode;
    }

    /// <summary>Signs in; gives the cookie as a browser sends it back.</summary>
    public async Task<string> SignInAsync(string token, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage answer = await SendAsync("POST", "/api/v1/session", TokenBody(token), headers);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return CookieOf(answer).Split(';')[0];
    }

    public static string TokenBody(string token) => $$"""{"token":"{{token}}"}""";

    public static string CookieOf(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("Set-Cookie"));

    public async Task<JsonElement> SessionAsync(params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage answer = await SendAsync("GET", "/api/v1/session", null, headers);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The audit, the newest first: who, and what.</summary>
    public async Task<string[]> AuditAsync()
    {
        using HttpResponseMessage answer = await SendAsync("GET", "/api/v1/audit", null, ("Authorization", "Bearer " + Viewer));
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. page.RootElement.GetProperty("entries").EnumerateArray().Select(entry =>
            $"{entry.GetProperty("user")} {entry.GetProperty("role").GetString()} {entry.GetProperty("action").GetString()}")];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Agent.DisposeAsync();
        File.Delete(_file);
    }
}
