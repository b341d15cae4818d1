using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Access.Oidc;

/// <summary>What a provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as it is used.</summary>
/// <param name="Authorization">Where browsers are sent.</param>
/// <param name="Token">Where a code becomes an ID token.</param>
/// <param name="Keys">Where its keys are.</param>
/// <param name="TakesBasic">Whether it takes the secret in Authorization; else in the body.</param>
internal sealed record OidcDiscovery(Uri Authorization, Uri Token, Uri Keys, bool TakesBasic)
{
    /// <summary>Reads it.</summary>
    /// <param name="json">The document.</param>
    /// <param name="issuer">The issuer that it has to be of.</param>
    /// <exception cref="OidcException">It is another's, or no such document.</exception>
    public static OidcDiscovery Read(JsonElement json, string issuer)
    {
        if (Text(json, "issuer") != issuer)
        {
            throw new OidcException(OidcFault.Provider, "the discovery document is of another issuer");
        }

        string[] methods = OidcJson.Texts(json, "token_endpoint_auth_methods_supported");
        return new(
            Address(json, "authorization_endpoint"),
            Address(json, "token_endpoint"),
            Address(json, "jwks_uri"),
            methods.Length == 0 || methods.Contains("client_secret_basic", StringComparer.Ordinal));
    }

    // In clear text anybody on the way could put in keys of their own; on loopback nobody is on the way.
    private static Uri Address(JsonElement json, string name) =>
        Uri.TryCreate(Text(json, name), UriKind.Absolute, out Uri? uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback))
            ? uri
            : throw new OidcException(OidcFault.Provider, $"the discovery document has no https address as {name}");
}
