using System.Net;
using System.Text.Json;
using PodMirror.Agent.Access;
using PodMirror.Agent.Access.Oidc;

namespace PodMirror.Agent.Tests.Access.Oidc;

/// <summary>An agent with an OpenID provider, and a browser that keeps cookies and follows by hand.</summary>
internal sealed class OidcAgent : IAsyncDisposable
{
    private readonly string _secretFile;

    private OidcAgent(TestAgent agent, FakeProvider provider, string secretFile) => (Agent, Provider, _secretFile) = (agent, provider, secretFile);

    public TestAgent Agent { get; }

    public FakeProvider Provider { get; }

    public Dictionary<string, string> Cookies { get; } = [];

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public static async Task<OidcAgent> StartAsync(TimeProvider? clock = null, Func<OidcOptions, OidcOptions>? change = null)
    {
        FakeProvider provider = await FakeProvider.StartAsync(clock);
        string secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, FakeProvider.Secret + "\n");
        var oidc = new OidcOptions
        {
            Issuer = provider.Issuer,
            ClientId = FakeProvider.ClientId,
            ClientSecretFile = secret,
            EditorGroups = ["platform"],
            ViewerGroups = ["staff"],

            // On a machine that is busy with others.
            Timeout = TimeSpan.FromMinutes(1),
        };
        var access = new AccessOptions { Authentication = WebAuthentication.Oidc, Oidc = change?.Invoke(oidc) ?? oidc };
        return new OidcAgent(await TestAgent.StartAsync(options => options with { Access = access }, clock), provider, secret);
    }

    /// <summary>Asks as the browser would, and keeps what cookies the answer sets.</summary>
    public async Task<HttpResponseMessage> GetAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(pair => $"{pair.Key}={pair.Value}")));
        HttpResponseMessage answer = await Client.SendAsync(request);
        foreach (string set in answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? sets) ? sets : [])
        {
            string[] pair = set.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                Cookies.Remove(pair[0]);
            }
            else
            {
                Cookies[pair[0]] = pair[1];
            }
        }

        return answer;
    }

    /// <summary>Goes to the provider and comes back; gives where the browser is then sent back to.</summary>
    public async Task<Uri> GoAsync()
    {
        using HttpResponseMessage answer = await GetAsync(new Uri(Agent.Web, OidcOptions.StartPath));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return Provider.SignIn(answer.Headers.Location!);
    }

    /// <summary>Signs in; gives the answer to coming back.</summary>
    public async Task<HttpResponseMessage> SignInAsync() => await GetAsync(await GoAsync());

    public async Task<(string? User, string? Role)> SessionAsync()
    {
        using HttpResponseMessage answer = await GetAsync(new Uri(Agent.Web, "/api/v1/session"));
        JsonElement session = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("oidc", session.GetProperty("authentication").GetString());
        return (session.GetProperty("user").GetString(), session.GetProperty("role").GetString());
    }

    /// <summary>Signs in, which must fail; gives what was said, and checks that it was counted.</summary>
    public async Task<string> FailAsync(string reason, HttpStatusCode status = HttpStatusCode.Forbidden)
    {
        using HttpResponseMessage answer = await SignInAsync();
        string said = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode} {said}");
        Assert.Equal((null, null), await SessionAsync());
        Assert.Equal(1, await Agent.MetricAsync("access_oidc_faults_total", $"reason=\"{reason}\""));
        return said;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Agent.DisposeAsync();
        await Provider.DisposeAsync();
        File.Delete(_secretFile);
    }
}
