using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>Says how calls are authenticated, and collects the schemes that are used.</summary>
internal sealed class SecurityBuilder(OpenApiDocument document)
{
    // What API gateways of AWS write and read for it; OpenAPI has no type of its own.
    private const string AwsExtension = "x-amazon-apigateway-authtype";

    private static readonly AuthEvidence[] Kinds =
    [
        AuthEvidence.Basic, AuthEvidence.BearerJwt, AuthEvidence.BearerOpaque, AuthEvidence.ApiKeyHeader, AuthEvidence.ApiKeyQuery,
        AuthEvidence.Cookie,
        AuthEvidence.MutualTls, AuthEvidence.AwsSigV4,
    ];

    /// <summary>The ways of endpoints that are one operation, of which each is enough; null when it needs none.</summary>
    public List<OpenApiSecurityRequirement>? Of(IEnumerable<EndpointSnapshot> endpoints)
    {
        List<OpenApiSecurityRequirement> ways = [];
        HashSet<string> known = [];
        bool anonymous = false;
        foreach (EndpointSnapshot endpoint in endpoints)
        {
            anonymous |= endpoint.Auth == AuthEvidence.None && !endpoint.AuthUnknown;
            foreach (AuthEvidence kind in Kinds.Where(k => (endpoint.Auth & k) != 0))
            {
                string id = Register(kind, kind == AuthEvidence.Cookie ? endpoint.CookieName : endpoint.ApiKeyName);
                if (known.Add(id))
                {
                    ways.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(id, document)] = [] });
                }
            }
        }

        if (ways.Count > 0 && anonymous)
        {
            ways.Add([]);
        }

        return ways.Count == 0 ? null : ways;
    }

    private string Register(AuthEvidence kind, string? key)
    {
        string id = Id(kind, key);
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        if (!document.Components.SecuritySchemes.ContainsKey(id))
        {
            document.AddComponent<IOpenApiSecurityScheme>(id, Scheme(kind, key));
        }

        return id;
    }

    private static string Id(AuthEvidence kind, string? key) => kind switch
    {
        AuthEvidence.Basic => "basic",
        AuthEvidence.BearerJwt => "bearer_jwt",
        AuthEvidence.BearerOpaque => "bearer_opaque",
        AuthEvidence.ApiKeyHeader => "api_key_header" + Suffix(key),
        AuthEvidence.ApiKeyQuery => "api_key_query" + Suffix(key),
        AuthEvidence.Cookie => "cookie" + Suffix(key),
        AuthEvidence.MutualTls => "mutual_tls",
        _ => "aws_sigv4",
    };

    private static OpenApiSecurityScheme Scheme(AuthEvidence kind, string? key)
    {
        switch (kind)
        {
            case AuthEvidence.Basic:
                return new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic" };
            case AuthEvidence.BearerJwt:
                return new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" };
            case AuthEvidence.BearerOpaque:
                return new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            case AuthEvidence.ApiKeyHeader:
                return Key(key, ParameterLocation.Header);
            case AuthEvidence.ApiKeyQuery:
                return Key(key, ParameterLocation.Query);
            case AuthEvidence.Cookie:
                return Key(key, ParameterLocation.Cookie);
            case AuthEvidence.MutualTls:
                return new OpenApiSecurityScheme { Type = SecuritySchemeType.MutualTLS };
            default:
                OpenApiSecurityScheme aws = Key("Authorization", ParameterLocation.Header);
                aws.Description = "AWS Signature Version 4";
                aws.Extend(AwsExtension, JsonValue.Create("awsSigv4"));
                return aws;
        }
    }

    private static OpenApiSecurityScheme Key(string? name, ParameterLocation location) => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = location,
        Name = string.IsNullOrEmpty(name) ? "unknown" : name,
        Description = string.IsNullOrEmpty(name) ? "Its name was not seen." : null,
    };

    // Names of components are letters, digits, dots, hyphens and underscores.
    private static string Suffix(string? key)
    {
        var suffix = new StringBuilder();
        foreach (char c in key ?? "")
        {
            suffix.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' ? c : $"_{(int)c:x}");
        }

        return suffix.Length == 0 ? "" : $"_{suffix}";
    }
}
