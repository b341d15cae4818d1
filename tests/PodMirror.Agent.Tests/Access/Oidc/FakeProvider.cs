using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PodMirror.Agent.Tests.Access.Oidc;

/// <summary>An OpenID provider on loopback, which signs with real keys, and lies where a test tells it to.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "podmirror & co";
    public const string Secret = "s3cret:%+";
    private readonly WebApplication _web;
    private readonly Dictionary<string, (string Nonce, string Challenge, string Redirect)> _codes = [];
    private readonly TimeProvider _clock;

    private FakeProvider(WebApplication web, TimeProvider clock)
    {
        (_web, _clock) = (web, clock);
        Keys.Add(FakeKey.Rsa("one"));
        Signer = Keys[0];
    }

    /// <summary>What it calls itself; a path, as most have one.</summary>
    public string Issuer => _web.Urls.First().TrimEnd('/') + "/realms/main";

    /// <summary>The keys of its set.</summary>
    public List<FakeKey> Keys { get; } = [];

    /// <summary>The key that signs.</summary>
    public FakeKey Signer { get; set; }

    /// <summary>Changes the head of a token.</summary>
    public Action<JsonObject> Header { get; set; } = _ => { };

    /// <summary>Changes what a token says.</summary>
    public Action<JsonObject> Claims { get; set; } = _ => { };

    /// <summary>Changes a token as a whole.</summary>
    public Func<string, string> Token { get; set; } = token => token;

    /// <summary>Changes what it says of itself.</summary>
    public Action<JsonObject> Discovery { get; set; } = _ => { };

    /// <summary>An answer in place of any other.</summary>
    public (int Status, string Body)? Refusal { get; set; }

    /// <summary>The paths that were asked for.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<FakeProvider> StartAsync(TimeProvider? clock = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(System.Net.IPAddress.Loopback, 0));
        WebApplication web = builder.Build();
        var provider = new FakeProvider(web, clock ?? TimeProvider.System);
        web.Run(provider.HandleAsync);
        await web.StartAsync();
        return provider;
    }

    /// <summary>What a user's browser is sent back to the agent with, after it was sent here.</summary>
    public Uri SignIn(Uri sent)
    {
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(sent.Query);
        Assert.StartsWith(Issuer + "/auth?", sent.AbsoluteUri, StringComparison.Ordinal);
        string[] fixedOnes = ["response_type", "client_id", "code_challenge_method"];
        Assert.Equal(["code", ClientId, "S256"], fixedOnes.Select(name => query[name].ToString()));
        Assert.Contains("openid", query["scope"].ToString().Split(' '));
        string code = Guid.NewGuid().ToString();
        _codes.Add(code, (query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!));
        return new Uri(QueryHelpers.AddQueryString(
            query["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"], ["iss"] = Issuer }));
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        Keys.ForEach(key => key.Dispose());
    }

    private async Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!["/realms/main".Length..];
        Requests.Add(path);
        context.Response.ContentType = "application/json";
        string? answer = Refusal?.Body ?? path switch
        {
            "/.well-known/openid-configuration" => DiscoveryDocument().ToJsonString(),
            "/keys" => new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.ToJson())]) }.ToJsonString(),
            "/token" => await TokenAsync(context.Request),
            _ => null,
        };
        context.Response.StatusCode = Refusal?.Status ?? (answer is null ? 400 : 200);
        await context.Response.WriteAsync(answer ?? """{"error":"invalid_grant","error_description":"<b>secret</b>"}""");
    }

    private JsonObject DiscoveryDocument()
    {
        var document = new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/auth",
            ["token_endpoint"] = Issuer + "/token",
            ["jwks_uri"] = Issuer + "/keys",
        };
        Discovery(document);
        return document;
    }

    private async Task<string?> TokenAsync(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync();
        string basic = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(Secret)}"));
        bool isKnown = request.Headers.Authorization == basic || (form["client_id"] == ClientId && form["client_secret"] == Secret);
        if (!isKnown || form["grant_type"] != "authorization_code" || !_codes.Remove(form["code"].ToString(), out var sent)
            || sent.Redirect != form["redirect_uri"]
            || sent.Challenge != Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))))
        {
            return null;
        }

        long now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = Signer.Algorithm, ["kid"] = Signer.Id, ["typ"] = "JWT" };
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = ClientId,
            ["sub"] = "u-1",
            ["exp"] = now + 300,
            ["iat"] = now,
            ["nonce"] = sent.Nonce,
            ["email"] = "erin@example.com",
            ["groups"] = new JsonArray("staff", "platform"),
        };
        Header(header);
        Claims(claims);
        return new JsonObject { ["access_token"] = "x", ["token_type"] = "Bearer", ["id_token"] = Token(Signer.Sign(header, claims)) }.ToJsonString();
    }
}
