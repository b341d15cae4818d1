namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>The security schemes that are written.</summary>
public static class AuthNames
{
    private static readonly (string Prefix, AuthEvidence Kind)[] Known =
    [
        ("basic", AuthEvidence.Basic), ("bearer_jwt", AuthEvidence.BearerJwt), ("bearer_opaque", AuthEvidence.BearerOpaque),
        ("api_key_header", AuthEvidence.ApiKeyHeader), ("api_key_query", AuthEvidence.ApiKeyQuery), ("cookie", AuthEvidence.Cookie),
        ("mutual_tls", AuthEvidence.MutualTls), ("aws_sigv4", AuthEvidence.AwsSigV4),
    ];

    /// <summary>The kind that one stands for.</summary>
    public static AuthEvidence Of(string scheme) => Known.Single(k => scheme.StartsWith(k.Prefix, StringComparison.Ordinal)).Kind;
}
