using System.Text;
using PodMirror.Spans;

namespace PodMirror.Agent.Catalog;

/// <summary>The names under which requests prove who they are from.</summary>
internal static class AuthNames
{
    private const int LongestName = 128;
    private const int DecodedTimes = 3;

    private static readonly byte[][] KeyHeaders = Utf8(
        "xapikey", "apikey", "xaccesskey", "xsecretkey", "xfunctionskey", "xauthkey", "xauth", "xsessionid", "xsession", "xjwtassertion", "xjwt",
        "cfaccessjwtassertion", "xgoogiapjwtassertion", "xmsclientprincipal", "xamznoidcdata");

    private static readonly byte[][] KeyHeaderEnds = Utf8("token", "apikey", "subscriptionkey");

    // Against forged requests: whose they are is said by something else.
    private static readonly byte[][] NoKeys = Utf8("csrf", "xsrf", "continuation", "page", "idempotency", "sync");

    private static readonly byte[][] KeyParameters = Utf8(
        "apikey", "key", "accesskey", "subscriptionkey", "token", "accesstoken", "authtoken", "jwt", "sig", "signature", "xgoogsignature",
        "sessionid");

    private static readonly byte[][] CookieParts = Utf8("sess", "auth", "token", "jwt", "identity", "login", "remember", "saml", "oidc", "aspnet");

    private static readonly byte[][] Cookies = Utf8("sid", "connectsid", "ssid", "sso", "user", "hostsid", "securesid");

    private static readonly byte[][] Certificates = Utf8(
        "xforwardedclientcert", "xsslclientcert", "sslclientcert", "xclientcert", "clientcert", "xsslclientdn", "sslclientsubjectdn",
        "xamznmtlsclientcert", "xamznmtlsclientcertserialnumber", "xsslcert", "clientcertchain");

    /// <summary>Whether a field of a request holds a key. By the rules of redaction, so that what is hidden for being a key is told as one.</summary>
    public static bool IsKeyHeader(ReadOnlySpan<byte> name)
    {
        Span<byte> letters = stackalloc byte[LongestName];
        ReadOnlySpan<byte> plain = Letters(name, letters);
        return IsOneOf(KeyHeaders, plain) || (EndsWithOneOf(KeyHeaderEnds, plain) && !HasOneOf(NoKeys, plain));
    }

    /// <summary>
    /// Whether a field of a message holds anything that is secret, by its name: what sidecars hide by default, and what is spelt with _ for -, as
    /// some other senders do.
    /// </summary>
    public static bool IsSecretHeader(ReadOnlySpan<byte> name) => RedactionRules.Default.IsSecret(name) || IsKeyHeader(name);

    /// <summary>
    /// Whether a parameter or a property of JSON holds anything that is secret, by its name: what sidecars hide by default.
    /// </summary>
    /// <param name="name">The name as it was sent; a query's may be percent-encoded.</param>
    public static bool IsSecretKey(ReadOnlySpan<byte> name) =>
        RedactionRules.Default.IsSecretKey(name) || (name.Contains((byte)'%') && RedactionRules.Default.IsSecretKey(Decoded(name)));

    /// <summary>Whether a parameter of a query holds a key.</summary>
    public static bool IsKeyParameter(ReadOnlySpan<byte> name)
    {
        Span<byte> letters = stackalloc byte[LongestName];
        return IsOneOf(KeyParameters, Letters(name, letters));
    }

    /// <summary>Whether a cookie is one of a session.</summary>
    public static bool IsSessionCookie(ReadOnlySpan<byte> name)
    {
        Span<byte> letters = stackalloc byte[LongestName];
        ReadOnlySpan<byte> plain = Letters(name, letters);
        return IsOneOf(Cookies, plain) || (HasOneOf(CookieParts, plain) && !HasOneOf(NoKeys, plain));
    }

    /// <summary>Whether a proxy tells of the client's certificate in a field (RFC 9440, and what was there before it).</summary>
    public static bool IsClientCertificate(ReadOnlySpan<byte> name)
    {
        Span<byte> letters = stackalloc byte[LongestName];
        return IsOneOf(Certificates, Letters(name, letters));
    }

    // Gateways decode more than once (docs/redaction.md).
    private static byte[] Decoded(ReadOnlySpan<byte> name)
    {
        string text = Encoding.UTF8.GetString(name);
        for (int i = 0; i < DecodedTimes; i++)
        {
            text = Uri.UnescapeDataString(text);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    // Small letters and digits alone: x_api_key is X-Api-Key. A longer name is none of these.
    private static ReadOnlySpan<byte> Letters(scoped ReadOnlySpan<byte> name, Span<byte> into)
    {
        int length = 0;
        foreach (byte b in name)
        {
            if (char.IsAsciiLetterOrDigit((char)b) && length < into.Length)
            {
                into[length++] = (byte)char.ToLowerInvariant((char)b);
            }
        }

        return name.Length > LongestName ? default : into[..length];
    }

    private static bool IsOneOf(byte[][] names, ReadOnlySpan<byte> name)
    {
        foreach (byte[] known in names)
        {
            if (name.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWithOneOf(byte[][] ends, ReadOnlySpan<byte> name)
    {
        foreach (byte[] end in ends)
        {
            if (name.EndsWith(end))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasOneOf(byte[][] parts, ReadOnlySpan<byte> name)
    {
        foreach (byte[] part in parts)
        {
            if (name.IndexOf(part) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][] Utf8(params string[] names) => [.. names.Select(Encoding.ASCII.GetBytes)];
}
