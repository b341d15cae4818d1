using System.CommandLine;
using PodMirror.Agent.Access;
using PodMirror.Agent.Access.Oidc;
using static PodMirror.Agent.Configuration.AgentCommand;

namespace PodMirror.Agent.Configuration;

/// <summary>The options of who may use the web port, on the command line.</summary>
internal sealed class AccessArguments
{
    private const string AuthenticationForm = "off, token or oidc";

    private readonly Option<string> _authentication = Text(
        "--web-auth", "HOW", $"How the web port finds out who asks: {AuthenticationForm}. Default: oidc or token if there is one; off on loopback.");

    private readonly Option<string> _tokens = Text(
        "--web-token-file", "FILE", "Tokens of the web port, one a line: editor TOKEN, or viewer TOKEN NAME; read again when it changes.");

    private readonly Option<string> _secret = Text(
        "--web-token-secret", "NAME", "A Secret of the own namespace with such tokens in its key \"tokens\"; made where there are none.");

    private readonly Option<string> _issuer = Text("--web-oidc-issuer", "URL", "The OpenID provider by which people sign in to the page.");
    private readonly Option<string> _clientId = Text("--web-oidc-client-id", "ID", "By which name the provider knows the agent.");
    private readonly Option<string> _clientSecret = Text("--web-oidc-client-secret-file", "FILE", "The secret that goes with it. Default: none.");
    private readonly Option<string> _redirect = Text(
        "--web-oidc-redirect-uri", "URL", "Where it sends browsers back to: .../api/v1/session/oidc/callback. Default: of the address they use.");

    private readonly Option<string> _scopes = Text("--web-oidc-scopes", "LIST", "What is asked for. Default: \"openid profile email\".");
    private readonly Option<string> _nameClaim = Text("--web-oidc-name-claim", "NAME", "The claim with a user's name. Default: email.");
    private readonly Option<string> _groupsClaim = Text("--web-oidc-groups-claim", "NAME", "The claim with a user's groups. Default: groups.");
    private readonly Option<string[]> _editors = Groups("--web-oidc-editor-group", "A group whose members are editors. Repeatable.");
    private readonly Option<string[]> _viewers = Groups(
        "--web-oidc-viewer-group", "A group whose members are viewers; without any, everybody. Repeatable.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            _authentication, _tokens, _secret, _issuer, _clientId, _clientSecret, _redirect, _scopes, _nameClaim, _groupsClaim, _editors, _viewers,
        ];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>Reads them. Throws <see cref="UsageException"/> for the first that cannot be read.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="web">Where the web port listens.</param>
    /// <param name="ownNamespace">The agent's own namespace, if it is named.</param>
    /// <param name="kubeconfig">The kubeconfig, if one is named.</param>
    public AccessOptions Read(ParseResult result, ListenAddress web, string? ownNamespace, string? kubeconfig)
    {
        OidcOptions? oidc = ReadOidc(result);
        (string? file, string? secret) = (result.GetValue(_tokens), result.GetValue(_secret));
        if (file is not null && secret is not null)
        {
            throw new UsageException($"choose one of {_tokens.Name} and {_secret.Name}");
        }

        WebAuthentication? wanted = Value(result, _authentication, ReadAuthentication, null, AuthenticationForm);
        bool hasTokens = file is not null || secret is not null;
        Check(wanted, hasTokens, oidc is not null);
        WebAuthentication? found = oidc is not null ? WebAuthentication.Oidc
            : hasTokens ? WebAuthentication.Token
            : web.IsLoopback ? WebAuthentication.Off
            : null;
        return new AccessOptions
        {
            Authentication = wanted ?? found ?? throw new UsageException(
                $"--web {web} is reached by others: say who may use it, with {_tokens.Name} FILE, {_authentication.Name} token (which makes tokens), "
                + $"{_issuer.Name} URL, or {_authentication.Name} off for everybody"),
            TokenFile = file,
            TokenSecret = secret,
            Oidc = oidc,
            Namespace = ownNamespace,
            Kubeconfig = kubeconfig,
        };
    }

    private void Check(WebAuthentication? wanted, bool hasTokens, bool hasOidc)
    {
        if (wanted == WebAuthentication.Oidc && !hasOidc)
        {
            throw new UsageException($"{_authentication.Name} oidc needs {_issuer.Name} URL");
        }

        if (wanted == WebAuthentication.Token && hasOidc)
        {
            throw new UsageException($"{_authentication.Name} token goes without {_issuer.Name}");
        }

        if (wanted == WebAuthentication.Off && (hasTokens || hasOidc))
        {
            throw new UsageException($"{_authentication.Name} off goes without {_tokens.Name}, {_secret.Name} and {_issuer.Name}");
        }
    }

    private OidcOptions? ReadOidc(ParseResult result)
    {
        if (result.GetValue(_issuer) is not { } issuer)
        {
            return result.GetValue(_clientId) is null ? null : throw new UsageException($"{_clientId.Name} needs {_issuer.Name} URL");
        }

        // In clear text anybody on the way could put in keys of their own; on loopback nobody is on the way.
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out Uri? url) || !(url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
            || url.Query.Length > 0 || url.UserInfo.Length > 0)
        {
            throw new UsageException($"{_issuer.Name} {issuer}: write the https:// address that the provider calls its issuer");
        }

        var defaults = new OidcOptions
        {
            Issuer = issuer,
            ClientId = result.GetValue(_clientId) ?? throw new UsageException($"{_issuer.Name} needs {_clientId.Name} ID"),
        };
        return defaults with
        {
            ClientSecretFile = result.GetValue(_clientSecret),
            RedirectUri = Value(result, _redirect, ReadUrl, null, "an https:// or http:// address that ends with " + OidcOptions.CallbackPath),
            Scopes = result.GetValue(_scopes) ?? defaults.Scopes,
            NameClaim = result.GetValue(_nameClaim) ?? defaults.NameClaim,
            GroupsClaim = result.GetValue(_groupsClaim) ?? defaults.GroupsClaim,
            EditorGroups = result.GetValue(_editors) ?? [],
            ViewerGroups = result.GetValue(_viewers) ?? [],
        };
    }

    private static Option<string[]> Groups(string name, string description) => new(name) { HelpName = "GROUP", Description = description };

    private static (bool Read, Uri? Value) ReadUrl(string text) =>
        (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "https" or "http"
            && url.AbsolutePath.EndsWith(OidcOptions.CallbackPath, StringComparison.Ordinal), url);

    private static (bool Read, WebAuthentication? Value) ReadAuthentication(string text) => text switch
    {
        "off" => (true, WebAuthentication.Off),
        "token" => (true, WebAuthentication.Token),
        "oidc" => (true, WebAuthentication.Oidc),
        _ => (false, null),
    };
}
