using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>Says which kinds of evidence an operation takes.</summary>
internal sealed class SecurityMapper(OpenApiDocument document)
{
    private const AuthEvidence AnyBearer = AuthEvidence.BearerJwt | AuthEvidence.BearerOpaque;

    /// <summary>Adds them to an operation.</summary>
    public DescribedOperation Of(OpenApiOperation operation, DescribedOperation described)
    {
        IList<OpenApiSecurityRequirement> ways = operation.Security ?? document.Security ?? [];
        AuthEvidence all = AuthEvidence.None;
        bool anonymous = ways.Count == 0;
        bool unknown = false;
        List<string> keys = [];
        foreach (OpenApiSecurityRequirement way in ways.OfType<OpenApiSecurityRequirement>())
        {
            anonymous |= way.Count == 0;
            foreach (OpenApiSecuritySchemeReference scheme in way.Keys)
            {
                AuthEvidence kinds = Kinds(scheme);
                all |= kinds;
                unknown |= kinds == AuthEvidence.None;
                keys.AddRange(KeyName(scheme));
            }
        }

        return described with { Auth = all, Anonymous = anonymous, AuthUnknown = unknown, KeyNames = keys };
    }

    private static string[] KeyName(OpenApiSecuritySchemeReference scheme) =>
        scheme.Target is { Type: SecuritySchemeType.ApiKey, In: ParameterLocation.Header or ParameterLocation.Query, Name: { } name }
            ? [name.ToLowerInvariant()]
            : [];

    private static AuthEvidence Kinds(OpenApiSecuritySchemeReference scheme) => scheme.Target is not IOpenApiSecurityScheme target
        ? AuthEvidence.None
        : target.Type switch
        {
            SecuritySchemeType.Http => OfHttp(target.Scheme ?? ""),
            SecuritySchemeType.ApiKey => OfKey(target),
            SecuritySchemeType.OAuth2 or SecuritySchemeType.OpenIdConnect => AnyBearer,
            SecuritySchemeType.MutualTLS => AuthEvidence.MutualTls,
            _ => AuthEvidence.None,
        };

    // A token says by its looks whether it is a JWT, and descriptions leave bearerFormat out.
    private static AuthEvidence OfHttp(string scheme) =>
        scheme.Equals("basic", StringComparison.OrdinalIgnoreCase) ? AuthEvidence.Basic
        : scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase) ? AnyBearer
        : AuthEvidence.None;

    private static AuthEvidence OfKey(IOpenApiSecurityScheme key) => key.In switch
    {
        // Whatever is said in this field: tokens of all kinds are described as keys in it.
        ParameterLocation.Header when string.Equals(key.Name, "Authorization", StringComparison.OrdinalIgnoreCase) =>
            AuthEvidence.Basic | AnyBearer | AuthEvidence.AwsSigV4 | AuthEvidence.ApiKeyHeader,
        ParameterLocation.Header => AuthEvidence.ApiKeyHeader,
        ParameterLocation.Query => AuthEvidence.ApiKeyQuery,
        ParameterLocation.Cookie => AuthEvidence.Cookie,
        _ => AuthEvidence.None,
    };
}
