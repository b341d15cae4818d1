using Microsoft.AspNetCore.Http.Extensions;
using PodMirror.Agent.Api;
using PodMirror.Agent.Security;

namespace PodMirror.Agent.Access.Oidc;

/// <summary>
/// Signing in by an OpenID provider: the browser is sent there with a state (authorization code with PKCE), comes back with a code, and the code is
/// exchanged for an ID token that says who it is. The page needs no script of the provider, and none of its tokens gets to the browser or is kept.
/// </summary>
internal sealed class OidcSignIn : IDisposable
{
    private const int MaxParameterLength = 4 << 10;
    private const int MaxSecretBytes = 8 << 10;

    // From the callback to the page, wherever a proxy serves both.
    private const string Page = "../../../../";

    private readonly OidcOptions _options;
    private readonly AccessGate _gate;
    private readonly SessionEndpoint _session;
    private readonly AccessLedger _ledger;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly OidcState _state = new();
    private readonly OidcProvider _provider;

    /// <summary>Asks nobody yet: a provider that is away keeps the agent from nothing.</summary>
    public OidcSignIn(OidcOptions options, AccessGate gate, SessionEndpoint session, AccessLedger ledger, TimeProvider clock, ILogger log)
    {
        (_options, _gate, _session, _ledger, _clock, _log) = (options, gate, session, ledger, clock, log);
        _provider = new OidcProvider(options, clock);
    }

    /// <summary>The file of the secret.</summary>
    public IEnumerable<ReloadedFiles> Files(ILogger log) => _options.ClientSecretFile is not { } file ? []
        : [new ReloadedFiles($"--web-oidc-client-secret-file {file}", [file], MaxSecretBytes, contents => _provider.UseSecret(contents[0]), log)];

    /// <summary>Adds the routes, which take no role.</summary>
    public WebRoutes AddTo(WebRoutes routes) => routes
        .Add(HttpMethods.Get, OidcOptions.StartPath, (context, _) => GuardAsync(context, StartAsync), WebRole.None)
        .Add(HttpMethods.Get, OidcOptions.CallbackPath, (context, _) => GuardAsync(context, FinishAsync), WebRole.None);

    /// <inheritdoc/>
    public void Dispose() => _provider.Dispose();

    private async Task GuardAsync(HttpContext context, Func<HttpContext, Task> handle)
    {
        if (_gate.Limit(context) is { } limited)
        {
            await Answer.SendAsync(context, limited);
            return;
        }

        try
        {
            await handle(context);
        }
        catch (OidcException fault)
        {
            _ledger.OidcFaults.Add(fault.Fault);
            AccessLog.OidcFailed(_log, fault.Message);

            // A provider that does not answer is nobody's attempt.
            if (fault.Fault == OidcFault.Provider)
            {
                await Answer.SendAsync(context, Failed(StatusCodes.Status502BadGateway, "the OpenID provider: " + fault.Message));
                return;
            }

            _gate.Fail(context, $"OpenID: {fault.Message}");
            await Answer.SendAsync(context, Failed(StatusCodes.Status403Forbidden, fault.Message + "; begin again on the page"));
        }
    }

    private static Problem Failed(int status, string detail) => new(status, "Sign-in failed", detail);

    private async Task StartAsync(HttpContext context)
    {
        OidcDiscovery discovery = await _provider.DiscoverAsync(context.RequestAborted);
        string state = _state.Make(_clock.GetUtcNow());
        StateCookie.Set(context, state);
        var query = new QueryBuilder
        {
            { "response_type", "code" },
            { "client_id", _options.ClientId },
            { "redirect_uri", RedirectOf(context.Request).AbsoluteUri },
            { "scope", _options.Scopes },
            { "state", state },
            { "nonce", _state.NonceOf(state) },
            { "code_challenge", _state.ChallengeOf(state) },
            { "code_challenge_method", "S256" },
        };

        // The endpoint may have a query of its own.
        Uri endpoint = discovery.Authorization;
        string more = query.ToQueryString().Value![1..];
        Redirect(context, $"{endpoint.GetLeftPart(UriPartial.Path)}{(endpoint.Query.Length > 1 ? endpoint.Query + "&" : "?")}{more}");
    }

    private async Task FinishAsync(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        string state = ParameterOf(query, "state");
        string? kept = StateCookie.Take(context);
        if (state.Length == 0 || kept != state || !_state.IsValid(state, _clock.GetUtcNow()))
        {
            throw new OidcException(OidcFault.State, "this browser was not sent to the provider, or too long ago");
        }

        if (ParameterOf(query, "iss") is { Length: > 0 } issuer && issuer != _options.Issuer)
        {
            throw new OidcException(OidcFault.Issuer, "another provider sent the browser back");
        }

        if (ParameterOf(query, "code") is not { Length: > 0 } code)
        {
            throw new OidcException(OidcFault.Denied, "the provider did not let the user in");
        }

        IdToken token = await _provider.RedeemAsync(code, _state.VerifierOf(state), RedirectOf(context.Request), context.RequestAborted);
        token.CheckClaims(_options.Issuer, _options.ClientId, _state.NonceOf(state), _clock.GetUtcNow());
        WebUser user = token.UserBy(_options);
        if (user.Role == WebRole.None)
        {
            throw new OidcException(OidcFault.Role, $"{user.Name} is in no group that may use this page");
        }

        _session.Begin(context, user, null);
        Redirect(context, Page);
    }

    private static void Redirect(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
    }

    private Uri RedirectOf(HttpRequest request)
    {
        string scheme = SessionCookie.IsSecure(request) ? "https" : "http";
        return _options.RedirectUri ?? new Uri(UriHelper.BuildAbsolute(scheme, request.Host, OidcOptions.CallbackPath));
    }

    private static string ParameterOf(IQueryCollection query, string name) =>
        query[name] is { Count: 1 } values && values[0] is { Length: <= MaxParameterLength } value ? value : "";
}
