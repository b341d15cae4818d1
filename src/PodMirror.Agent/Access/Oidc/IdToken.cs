using System.Text;
using System.Text.Json;
using static System.Buffers.Text.Base64Url;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Access.Oidc;

/// <summary>
/// An ID token (OpenID Connect Core 1.0, section 2) in the compact form of a signed JWT (RFC 7515): the text of three parts. Pure: keys, time and
/// expectations are given. docs/decisions/0011-openid.md says why it is read here.
/// </summary>
/// <param name="Algorithm">By which algorithm it says that it is signed.</param>
/// <param name="KeyId">By which key; empty when it does not say.</param>
/// <param name="Claims">What it says, if the signature is right.</param>
internal sealed record IdToken(string Algorithm, string KeyId, JsonElement Claims)
{
    /// <summary>The longest: one with a few hundred groups.</summary>
    public const int MaxLength = 64 << 10;

    /// <summary>How much clocks may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private byte[] Signed { get; init; } = [];

    private byte[] Signature { get; init; } = [];

    /// <summary>Reads the parts of a text; nothing is true of them yet.</summary>
    /// <exception cref="OidcException">It is no signed token.</exception>
    public static IdToken Read(string text)
    {
        string[] parts = text.Length <= MaxLength ? text.Split('.') : [];
        if (parts.Length != 3 || PartOf(parts[0]) is not { } head || PartOf(parts[1]) is not { } body || PartOf(parts[2]) is not { } signature
            || OidcJson.TryRead(head) is not { } header || OidcJson.TryRead(body) is not { } claims)
        {
            throw new OidcException(OidcFault.Malformed, "the ID token is none");
        }

        // Whatever an extension means, who does not know it must not take the token (RFC 7515, section 4.1.11).
        return Get(header, "crit").ValueKind != JsonValueKind.Undefined
            ? throw new OidcException(OidcFault.Malformed, "the ID token needs an extension")
            : new IdToken(Text(header, "alg"), Text(header, "kid"), claims)
            {
                Signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Signature = signature,
            };
    }

    /// <summary>Checks the signature.</summary>
    /// <param name="keys">The provider's keys.</param>
    /// <exception cref="OidcException">No key of these signed it.</exception>
    public void CheckSignature(IReadOnlyList<SigningKey> keys)
    {
        if (Algorithm is not ("RS256" or "ES256"))
        {
            throw new OidcException(OidcFault.Algorithm, "the ID token is signed by another algorithm than RS256 and ES256");
        }

        SigningKey[] fitting = [.. keys.Where(key => key.Algorithm == Algorithm && (KeyId.Length == 0 || key.Id == KeyId))];
        if (fitting.Length == 0)
        {
            throw new OidcException(OidcFault.Key, "the ID token is signed by a key that the provider does not have");
        }

        if (!fitting.Any(key => key.Verifies(Signed, Signature)))
        {
            throw new OidcException(OidcFault.Signature, "the signature of the ID token is wrong");
        }
    }

    /// <summary>Checks that it is this provider's, for this program, for this sign-in, and valid now (OpenID Connect Core 1.0, 3.1.3.7).</summary>
    /// <exception cref="OidcException">It is not.</exception>
    public void CheckClaims(string issuer, string clientId, string nonce, DateTimeOffset now)
    {
        if (Text(Claims, "iss") != issuer)
        {
            throw new OidcException(OidcFault.Issuer, "the ID token is another provider's");
        }

        string[] audience = OidcJson.Texts(Claims, "aud");
        string authorized = Text(Claims, "azp");
        if (!audience.Contains(clientId, StringComparer.Ordinal) || (authorized.Length > 0 ? authorized != clientId : audience.Length > 1))
        {
            throw new OidcException(OidcFault.Audience, "the ID token is for another program");
        }

        double time = now.ToUnixTimeSeconds();
        if (!(Seconds("exp") + Skew.TotalSeconds > time) || !(Seconds("iat") - Skew.TotalSeconds <= time)
            || Seconds("nbf") - Skew.TotalSeconds > time)
        {
            throw new OidcException(OidcFault.Time, "the ID token is over, not valid yet, or does not say when it is valid");
        }

        if (Text(Claims, "nonce") != nonce)
        {
            throw new OidcException(OidcFault.Nonce, "the ID token is of another sign-in");
        }

        if (Text(Claims, "sub").Length == 0)
        {
            throw new OidcException(OidcFault.Malformed, "the ID token names no user");
        }
    }

    /// <summary>Who signed in: with the role of their groups, and the name that the provider vouches for.</summary>
    public WebUser UserBy(OidcOptions options)
    {
        string name = Text(Claims, options.NameClaim);
        bool isUnverified = options.NameClaim == "email" && Get(Claims, "email_verified").ValueKind == JsonValueKind.False;
        return new WebUser(
            name.Length == 0 || isUnverified ? Text(Claims, "sub") : name,
            options.RoleOf(OidcJson.Texts(Claims, options.GroupsClaim).ToHashSet(StringComparer.Ordinal)));
    }

    // NaN is neither before nor after anything.
    private double Seconds(string claim) =>
        Get(Claims, claim) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double seconds) ? seconds : double.NaN;

    private static byte[]? PartOf(string part)
    {
        byte[] bytes = new byte[GetMaxDecodedLength(part.Length)];
        return part.Length > 0 && !part.Contains('=', StringComparison.Ordinal) && IsValid(part)
            && TryDecodeFromChars(part, bytes, out int length)
            ? bytes[..length]
            : null;
    }
}
