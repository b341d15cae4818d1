using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PodMirror.Agent.Access.Oidc;

namespace PodMirror.Agent.Tests.Access.Oidc;

public sealed class OidcKeyTests
{
    [Fact]
    public async Task A_token_can_be_signed_by_a_curve_too()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Keys.Add(agent.Provider.Signer = FakeKey.Curve("curve"));
        using HttpResponseMessage answer = await agent.SignInAsync();
        Assert.Equal(("erin@example.com", "editor"), await agent.SessionAsync());
    }

    [Fact]
    public async Task Keys_that_are_changed_hold_once_a_token_needs_them_and_whoever_makes_tokens_up_does_not_load_the_provider()
    {
        var clock = new FakeClock();
        await using OidcAgent agent = await OidcAgent.StartAsync(clock);
        using HttpResponseMessage first = await agent.SignInAsync();
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);

        agent.Provider.Keys.Add(agent.Provider.Signer = FakeKey.Rsa("two"));
        using HttpResponseMessage early = await agent.SignInAsync();
        using HttpResponseMessage again = await agent.SignInAsync();
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (early.StatusCode, again.StatusCode));
        Assert.Equal(1, agent.Provider.Requests.Count(path => path == "/keys"));

        clock.Advance(OidcProvider.KeyPause);
        using HttpResponseMessage later = await agent.SignInAsync();
        Assert.Equal(HttpStatusCode.SeeOther, later.StatusCode);
        Assert.Equal(2, agent.Provider.Requests.Count(path => path == "/keys"));
        Assert.Equal(1, agent.Provider.Requests.Count(path => path.StartsWith("/.well", StringComparison.Ordinal)));

        // What is taken back holds no longer than an hour.
        using FakeKey old = agent.Provider.Keys[0];
        agent.Provider.Keys.RemoveAt(0);
        agent.Provider.Signer = old;
        clock.Advance(OidcProvider.Fresh);
        using HttpResponseMessage gone = await agent.SignInAsync();
        Assert.Equal(HttpStatusCode.Forbidden, gone.StatusCode);
        Assert.Equal(3, await agent.Agent.MetricAsync("access_oidc_faults_total", "reason=\"key\""));
    }

    [Fact]
    public async Task A_key_of_the_same_name_that_is_another_signs_nothing()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        using FakeKey other = FakeKey.Rsa("one");
        agent.Provider.Signer = other;
        await agent.FailAsync("signature");
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Header = header => header["alg"] = "none";
        agent.Provider.Token = token => token[..(token.LastIndexOf('.') + 1)];
        await agent.FailAsync("malformed");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("RS384")]
    [InlineData("PS256")]
    [InlineData("")]
    public async Task Only_two_algorithms_are_taken(string algorithm)
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Header = header => header["alg"] = algorithm;
        await agent.FailAsync("algorithm");
    }

    [Fact]
    public async Task A_public_key_is_no_secret_of_HMAC()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        byte[] pem = agent.Provider.Signer.PublicPem();
        agent.Provider.Header = header => header["alg"] = "HS256";
        agent.Provider.Token = token =>
        {
            string signed = token[..token.LastIndexOf('.')];
            return $"{signed}.{FakeKey.Encode(HMACSHA256.HashData(pem, Encoding.ASCII.GetBytes(signed)))}";
        };
        await agent.FailAsync("algorithm");
    }

    [Fact]
    public async Task An_algorithm_of_another_kind_of_key_finds_none()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Header = header => header["alg"] = "ES256";
        await agent.FailAsync("key");
    }

    [Fact]
    public async Task Extensions_that_are_not_known_are_refused()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Header = header => header["crit"] = new JsonArray("exp");
        await agent.FailAsync("malformed");
    }

    [Theory]
    [InlineData("issuer", "https://evil.example")]
    [InlineData("token_endpoint", "http://token.example/")]
    [InlineData("jwks_uri", "file:///etc/passwd")]
    [InlineData("authorization_endpoint", null)]
    public async Task A_provider_that_says_wrong_things_of_itself_is_not_asked(string member, string? value)
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Discovery = document => document[member] = value;
        using HttpResponseMessage answer = await agent.GetAsync(new Uri(agent.Agent.Web, OidcOptions.StartPath));
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(1, await agent.Agent.MetricAsync("access_oidc_faults_total", "reason=\"provider\""));
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"id_token":7}""")]
    [InlineData(200, """{"id_token":"a","id_token":"b"}""")]
    public async Task What_is_no_answer_lets_nobody_in(int status, string body)
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        Uri back = await agent.GoAsync();
        agent.Provider.Refusal = (status, body);
        using HttpResponseMessage answer = await agent.GetAsync(back);
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadGateway, HttpStatusCode.Forbidden]);
        Assert.Equal((null, null), await agent.SessionAsync());
    }

    [Fact]
    public async Task An_endless_answer_is_not_read_to_its_end()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        agent.Provider.Refusal = (200, new string(' ', 600 << 10) + "{}");
        using HttpResponseMessage answer = await agent.GetAsync(new Uri(agent.Agent.Web, OidcOptions.StartPath));
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_provider_says_of_a_fault_is_one_word()
    {
        await using OidcAgent agent = await OidcAgent.StartAsync();
        Uri back = await agent.GoAsync();
        agent.Provider.Refusal = (400, """{"error":"invalid_client","error_description":"<b>secret</b>"}""");
        using HttpResponseMessage answer = await agent.GetAsync(back);
        string said = await answer.Content.ReadAsStringAsync();
        Assert.Contains("/token answers with status 400: invalid_client", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
    }
}
