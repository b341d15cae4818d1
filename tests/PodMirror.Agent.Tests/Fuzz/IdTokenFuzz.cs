using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using PodMirror.Agent.Access;
using PodMirror.Agent.Access.Oidc;

namespace PodMirror.Agent.Tests.Fuzz;

/// <summary>
/// Any bytes as what a provider sends: an ID token as it is, head and claims of one (a line each), a set of keys, a discovery document. Each is read
/// or refused with its reason, and nothing that no key signed is taken.
/// </summary>
internal static class IdTokenFuzz
{
    private const string Issuer = "https://id.example";
    private const string ClientId = "podmirror";

    private const string Rsa = """
        {"keys":[{"kty":"RSA","kid":"a","use":"sig","e":"AQAB","n":"MODULUS"},{"kty":"EC","crv":"P-256","kid":"b",
         "x":"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY","y":"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"}]}
        """;

    private static readonly string Keys = Rsa.Replace("MODULUS", new string('q', 341) + 'A', StringComparison.Ordinal);
    private static readonly IReadOnlyList<SigningKey> Known = SigningKey.ReadSet(JsonElement.Parse(Keys));
    private static readonly OidcOptions Options = new() { Issuer = Issuer, ClientId = ClientId, EditorGroups = ["e"] };

    public static void Run(ReadOnlySpan<byte> input)
    {
        Token(Encoding.Latin1.GetString(input));
        int line = input.IndexOf((byte)'\n');
        if (line >= 0)
        {
            Token($"{Base64Url.EncodeToString(input[..line])}.{Base64Url.EncodeToString(input[(line + 1)..])}.AAAA");
        }

        byte[] bytes = input.ToArray();
        if (OidcJson.TryRead(bytes) is { } json)
        {
            Assert.InRange(SigningKey.ReadSet(json).Count(key => key.Verifies(bytes, bytes)), 0, 0);
            Refused(() => OidcDiscovery.Read(json, Issuer));
        }
    }

    public static IEnumerable<byte[]> Seeds() => new[]
    {
        "a.b.c",
        "eyJhbGciOiJub25lIn0.e30.",
        """
        {"alg":"RS256","kid":"a"}
        {"iss":"https://id.example","aud":["podmirror","x"],"azp":"podmirror","exp":2000000000,"iat":1,"nbf":1e3,"nonce":"n","sub":"s","groups":["e"]}
        """,
        """
        {"alg":"ES256","kid":"b","crit":["x"]}
        {"iss":"\ud800","aud":"podmirror","exp":1e999,"iat":-1,"nonce":null,"email":"a@b","email_verified":false,"groups":"e"}
        """,
        Keys,
        """{"issuer":"https://id.example","authorization_endpoint":"https://a/?b","token_endpoint":"http://localhost/","jwks_uri":"https://a"}""",
    }.Select(Encoding.UTF8.GetBytes);

    private static void Token(string text) => Refused(() =>
    {
        var token = IdToken.Read(text);
        Assert.Throws<OidcException>(() => token.CheckSignature(Known));
        Assert.InRange(token.UserBy(Options).Role, WebRole.Viewer, WebRole.Editor);
        token.CheckClaims(Issuer, ClientId, "n", DateTimeOffset.UnixEpoch);
    });

    private static void Refused(Action read)
    {
        try
        {
            read();
        }
        catch (OidcException fault)
        {
            Assert.True(Enum.IsDefined(fault.Fault));
            Assert.NotEmpty(fault.Message);
        }
    }
}
