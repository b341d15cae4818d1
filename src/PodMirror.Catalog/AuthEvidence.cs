namespace PodMirror.Catalog;

/// <summary>How a request proved who it is from, as far as its header fields and the connection tell.</summary>
[Flags]
public enum AuthEvidence
{
    /// <summary>Nothing was seen.</summary>
    None = 0,

    /// <summary><c>Authorization: Basic</c> (RFC 7617).</summary>
    Basic = 1,

    /// <summary><c>Authorization: Bearer</c> with a JSON Web Token (RFC 6750, RFC 7519).</summary>
    BearerJwt = 2,

    /// <summary><c>Authorization: Bearer</c> with anything else.</summary>
    BearerOpaque = 4,

    /// <summary>A key in a header field that <see cref="ObservedCall.ApiKeyName"/> names.</summary>
    ApiKeyHeader = 8,

    /// <summary>A key in the query.</summary>
    ApiKeyQuery = 16,

    /// <summary>A session's cookie, or a key in one, that <see cref="ObservedCall.CookieName"/> names.</summary>
    Cookie = 32,

    /// <summary>A certificate of the client, as a proxy in front tells.</summary>
    MutualTls = 64,

    /// <summary><c>Authorization: AWS4-HMAC-SHA256</c>.</summary>
    AwsSigV4 = 128,
}
