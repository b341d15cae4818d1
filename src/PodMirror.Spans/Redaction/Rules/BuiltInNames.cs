namespace PodMirror.Spans;

/// <summary>The names that every set of rules begins with. The reasons are in docs/redaction.md.</summary>
internal static class BuiltInNames
{
    /// <summary>Fields that hold a scheme and its credentials (RFC 9110 section 11.4).</summary>
    internal static readonly string[] CredentialFields =
        ["Authorization", "Proxy-Authorization", "X-Forwarded-Authorization", "X-Original-Authorization"];

    /// <summary>Fields whose whole value is secret.</summary>
    internal static readonly string[] SecretFields =
    [
        "Authentication-Info", "Proxy-Authentication-Info", "X-Api-Key", "Api-Key", "Apikey", "X-Apikey", "X-Access-Key", "X-Secret-Key",
        "Ocp-Apim-Subscription-Key", "X-Functions-Key", "X-Ms-Client-Principal", "X-Amzn-Oidc-Data", "X-Amzn-Oidc-Accesstoken", "X-Jwt",
        "X-Jwt-Assertion", "Cf-Access-Jwt-Assertion", "X-Goog-Iap-Jwt-Assertion", "X-Session", "X-Session-Id", "Session-Id", "X-Pass", "X-Pwd",
        "X-Auth", "X-Auth-Key", "X-Otp", "DPoP",
    ];

    /// <summary>Ends of names, so that a product's own header is caught before anybody has heard of it. Compared without - and _.</summary>
    internal static readonly string[] SecretFieldEndings =
        ["token", "secret", "password", "passwd", "passphrase", "apikey", "authorization", "credential", "credentials", "privatekey"];

    /// <summary>Fields that hold a URL or a part of one.</summary>
    internal static readonly string[] UrlFields =
    [
        "Referer", "Referrer", "Location", "Content-Location", "Origin", "Destination", "Refresh", "X-Original-Url", "X-Original-Uri",
        "X-Rewrite-Url", "X-Forwarded-Uri", "X-Forwarded-Url",
        "X-Forwarded-Path", "X-Request-Uri", "X-Url", "X-Envoy-Original-Path", "X-Replaced-Path", "SourceMap",
        "X-SourceMap",
    ];

    /// <summary>Fields that hold a host and port.</summary>
    internal static readonly string[] AuthorityFields = ["Host", "X-Forwarded-Host", "X-Original-Host", "X-Forwarded-Server"];

    /// <summary>Known to hold nothing secret, also where one of the endings fits; ids of traces and requests look like anything at times.</summary>
    internal static readonly string[] BenignFields =
    [
        "Accept", "Accept-Encoding", "Accept-Language", "Accept-Ranges", "Age", "Cache-Control", "Connection", "Content-Encoding", "Content-Length",
        "Content-Range", "Content-Type", "Date", "ETag", "Expires", "If-Match", "If-Modified-Since", "If-None-Match", "Keep-Alive",
        "Last-Modified", "Range", "Server", "Strict-Transport-Security", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Upgrade-Insecure-Requests", "Vary", "X-Content-Type-Options", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Frame-Options",
        "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods", "Access-Control-Max-Age",
        "Sec-WebSocket-Key", "Sec-WebSocket-Accept", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions", "grpc-status", "grpc-timeout",
        "grpc-encoding", "grpc-accept-encoding", "X-Request-Id", "X-Correlation-Id", "Request-Id", "traceparent", "tracestate", "b3", "X-B3-TraceId",
        "X-B3-SpanId", "X-B3-ParentSpanId", "X-B3-Sampled", "X-B3-Flags", "X-Amzn-Trace-Id", "X-Amzn-RequestId", "X-Amz-Request-Id", "X-Amz-Id-2",
        "X-Cloud-Trace-Context", "uber-trace-id", "sentry-trace", "X-Datadog-Trace-Id", "X-Datadog-Parent-Id", "CF-Ray",
    ];

    /// <summary>
    /// Keys of secrets. The first four are OpenTelemetry's (semantic conventions, url.query); the others are what the same kinds of
    /// key are called elsewhere.
    /// </summary>
    internal static readonly string[] SecretKeyNames =
    [
        "AWSAccessKeyId", "Signature", "sig", "X-Goog-Signature", "X-Goog-Credential", "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token",
        "access_token", "id_token", "refresh_token", "token", "jwt", "bearer", "api_key", "apikey", "access_key", "access_key_id", "secret_key",
        "private_key", "subscription-key", "password", "passwd", "passphrase", "pwd", "pass", "secret", "client_secret", "client_assertion",
        "assertion", "SAMLResponse", "SAMLRequest", "code_verifier", "auth", "authorization", "auth_code", "credential", "credentials", "session",
        "session_id", "sid", "jsessionid", "phpsessid", "aspsessionid", "sessid", "otp", "passwords", "secrets", "api_keys", "access_tokens",
        "refresh_tokens", "cvv", "cvv2", "cvc", "cvc2", "security_code", "card_security_code", "connection_string", "mnemonic", "seed_phrase",
        "signing_key", "encryption_key", "cookie", "set_cookie",
    ];

    /// <summary>Ends of such keys.</summary>
    internal static readonly string[] SecretKeyEndings =
    [
        "token", "secret", "password", "passwd", "passphrase", "apikey", "signature", "credential", "sessionid", "accesskeyid", "secretkey",
        "privatekey", "accesskey", "secretkeybase",
    ];
}
