namespace PodMirror.Spans;

/// <summary>
/// What is secret, by name: header fields and query keys. The lists and the reasons are in docs/redaction.md.
/// Immutable, so every thread may share it.
/// </summary>
public sealed class RedactionRules
{
    private static readonly string[] CredentialFields =
        ["Authorization", "Proxy-Authorization", "X-Forwarded-Authorization", "X-Original-Authorization"];

    private static readonly string[] SecretFields =
    [
        "Authentication-Info", "Proxy-Authentication-Info", "X-Api-Key", "Api-Key", "Apikey", "X-Apikey", "X-Access-Key", "X-Secret-Key",
        "Ocp-Apim-Subscription-Key", "X-Functions-Key", "X-Ms-Client-Principal", "X-Amzn-Oidc-Data", "X-Amzn-Oidc-Accesstoken", "X-Jwt",
        "X-Jwt-Assertion", "Cf-Access-Jwt-Assertion", "X-Goog-Iap-Jwt-Assertion", "X-Session", "X-Session-Id", "Session-Id", "X-Pass", "X-Pwd",
        "X-Auth", "X-Auth-Key", "X-Otp", "DPoP",
    ];

    // Ends of names, so that a product's own header is caught before anybody has heard of it. Compared without - and _.
    private static readonly string[] SecretFieldEndings =
        ["token", "secret", "password", "passwd", "passphrase", "apikey", "authorization", "credential", "credentials", "privatekey"];

    private static readonly string[] UrlFields =
    [
        "Referer", "Referrer", "Location", "Content-Location", "Origin", "Destination", "Refresh", "X-Original-Url", "X-Original-Uri",
        "X-Rewrite-Url", "X-Forwarded-Uri", "X-Forwarded-Url",
        "X-Forwarded-Path", "X-Request-Uri", "X-Url", "X-Envoy-Original-Path", "X-Replaced-Path", "SourceMap",
        "X-SourceMap",
    ];

    private static readonly string[] AuthorityFields = ["Host", "X-Forwarded-Host", "X-Original-Host", "X-Forwarded-Server"];

    // Known not to be secret although one of the endings fits, or so common that a second look is a waste.
    private static readonly string[] PlainFields =
    [
        "Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Date",
        "ETag", "Server", "Transfer-Encoding", "User-Agent", "Vary", "X-Forwarded-For", "X-Forwarded-Proto", "X-Request-Id", "traceparent",
        "tracestate", "Access-Control-Allow-Credentials",
    ];

    // The first four are OpenTelemetry's (semantic conventions, url.query); the others are what the same kinds of key are called elsewhere.
    private static readonly string[] SecretKeyNames =
    [
        "AWSAccessKeyId", "Signature", "sig", "X-Goog-Signature", "X-Goog-Credential", "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token",
        "access_token", "id_token", "refresh_token", "token", "jwt", "bearer", "api_key", "apikey", "access_key", "access_key_id", "secret_key",
        "private_key", "subscription-key", "password", "passwd", "passphrase", "pwd", "pass", "secret", "client_secret", "client_assertion",
        "assertion", "SAMLResponse", "SAMLRequest", "code_verifier", "auth", "authorization", "auth_code", "credential", "credentials", "session",
        "session_id", "sid", "jsessionid", "phpsessid", "aspsessionid", "sessid", "otp",
    ];

    private static readonly string[] SecretKeyEndings =
    [
        "token", "secret", "password", "passwd", "passphrase", "apikey", "signature", "credential", "sessionid", "accesskeyid", "secretkey",
        "privatekey",
    ];

    private readonly NameTable<FieldRule> _fields;
    private readonly NameTable<bool> _keys;
    private readonly byte[][] _fieldEndings = [.. SecretFieldEndings.Select(NormalizedName.Of)];
    private readonly byte[][] _keyEndings = [.. SecretKeyEndings.Select(NormalizedName.Of)];

    private RedactionRules(IEnumerable<string> fields, IEnumerable<string> queryKeys)
    {
        var rules = new List<KeyValuePair<string, FieldRule>>
        {
            new("Cookie", FieldRule.Cookie), new("Cookie2", FieldRule.Cookie), new("Set-Cookie", FieldRule.SetCookie),
            new("Set-Cookie2", FieldRule.SetCookie), new("Link", FieldRule.Link),
        };
        AddAll(rules, PlainFields, FieldRule.Plain);
        AddAll(rules, UrlFields, FieldRule.Url);
        AddAll(rules, AuthorityFields, FieldRule.Authority);
        AddAll(rules, CredentialFields, FieldRule.Credentials);
        AddAll(rules, SecretFields, FieldRule.Secret);
        AddAll(rules, fields, FieldRule.Secret);
        _fields = new NameTable<FieldRule>(rules);
        _keys = new NameTable<bool>([.. SecretKeyNames.Concat(queryKeys).Select(static key => KeyValuePair.Create(key, true))]);
    }

    /// <summary>The built-in lists.</summary>
    public static RedactionRules Default { get; } = new([], []);

    /// <summary>The built-in lists and more. Names are compared without regard to case, hyphens and underscores.</summary>
    /// <param name="fields">Header fields whose whole values are secret.</param>
    /// <param name="queryKeys">Query keys whose values are secret.</param>
    public static RedactionRules With(IEnumerable<string> fields, IEnumerable<string> queryKeys) => new(fields, queryKeys);

    /// <summary>What of the field's value may leave.</summary>
    internal FieldRule OfField(ReadOnlySpan<byte> name)
    {
        Span<byte> room = stackalloc byte[NormalizedName.MaxBytes];
        ReadOnlySpan<byte> normalized = room[..NormalizedName.Write(name, room)];
        if (_fields.TryFind(normalized, out FieldRule rule))
        {
            return rule;
        }

        return EndsWithAny(normalized, _fieldEndings) ? FieldRule.Secret : FieldRule.Plain;
    }

    /// <summary>Whether the value of a query key is secret. The key is free of percent-encoding.</summary>
    internal bool IsSecretKey(ReadOnlySpan<byte> key)
    {
        if (IsSecretWord(key))
        {
            return true;
        }

        // user[password], auth.token[0]: frameworks nest keys, and any part of one tells.
        while (key.IndexOfAny("[]."u8) is >= 0 and var cut)
        {
            if (IsSecretWord(key[..cut]))
            {
                return true;
            }

            key = key[(cut + 1)..];
        }

        return IsSecretWord(key);
    }

    private static void AddAll(List<KeyValuePair<string, FieldRule>> rules, IEnumerable<string> names, FieldRule rule)
    {
        foreach (string name in names)
        {
            rules.Add(new(name, rule));
        }
    }

    private static bool EndsWithAny(ReadOnlySpan<byte> name, byte[][] endings)
    {
        foreach (byte[] ending in endings)
        {
            if (name.EndsWith(ending))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsSecretWord(ReadOnlySpan<byte> word)
    {
        Span<byte> room = stackalloc byte[NormalizedName.MaxBytes];
        ReadOnlySpan<byte> normalized = room[..NormalizedName.Write(word, room)];
        if (normalized.IsEmpty)
        {
            return false;
        }

        // password1 and password2 are the two fields of a form that asks twice.
        ReadOnlySpan<byte> unnumbered = normalized.TrimEnd("0123456789"u8);
        return _keys.TryFind(normalized, out _) || _keys.TryFind(unnumbered, out _) || EndsWithAny(unnumbered, _keyEndings);
    }
}
