using PodMirror.Agent.Access.Oidc;
using PodMirror.Agent.Api;
using PodMirror.Agent.Audit;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Security;

namespace PodMirror.Agent.Access;

/// <summary>Who may use the web port: tokens, sessions, the OpenID provider and the gate before the routes, joined once.</summary>
internal sealed class WebAccess : IAsyncDisposable
{
    private readonly AccessOptions _options;
    private readonly ILogger _log;
    private readonly RoleTokens _tokens = new();
    private readonly Sessions _sessions;
    private readonly AccessLedger _ledger = new();
    private readonly SessionEndpoint _session;
    private readonly string? _tokenFile;
    private readonly TokenSecret? _secret;
    private readonly OidcSignIn? _oidc;

    /// <summary>Makes tokens where that is asked for, and opens nothing else.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="data">The data directory; null for none.</param>
    /// <param name="audit">Where sign-ins are written down.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logs">Where logs go.</param>
    public WebAccess(AccessOptions options, string? data, IAuditLog audit, TimeProvider clock, ILoggerFactory logs)
    {
        (_options, _log, _sessions) = (options, logs.CreateLogger<WebAccess>(), new Sessions(_tokens, clock));
        Gate = new AccessGate(options.Authentication, _tokens, _sessions, new SignInLimiter(clock), audit, _ledger);
        _session = new SessionEndpoint(Gate, _sessions, audit, _ledger);
        _tokenFile = options.TokenFile ?? (NeedsMadeTokens ? MakeTokens(data) : null);
        _secret = options.TokenSecret is null ? null : TokenSecret.Open(options, _tokens, clock, _log);
        _oidc = options.Oidc is { } oidc ? new OidcSignIn(oidc, Gate, _session, _ledger, clock, _log) : null;
    }

    /// <summary>The gate before the routes.</summary>
    public AccessGate Gate { get; }

    /// <summary>A token with which the agent asks itself.</summary>
    public string OwnToken => _tokens.Own;

    /// <summary>The files, to be read at the start and whenever they change.</summary>
    public IEnumerable<ReloadedFiles> Files(ILogger log)
    {
        IEnumerable<ReloadedFiles> files = _oidc?.Files(log) ?? [];
        return _tokenFile is null ? files : files.Prepend(_tokens.File(_tokenFile, log));
    }

    /// <summary>Begins to read the Secret.</summary>
    /// <param name="web">Where the web port listens.</param>
    public void Start(ListenAddress web)
    {
        _secret?.Start();
        if (_options.Authentication == WebAuthentication.Off && !web.IsLoopback)
        {
            AccessLog.Open(_log, web);
        }
    }

    /// <summary>Adds the routes of signing in and out, which take no role.</summary>
    public WebRoutes AddTo(WebRoutes routes)
    {
        const string Path = "/api/v1/session";
        routes
            .Add(HttpMethods.Get, Path, (context, _) => _session.GetAsync(context), WebRole.None)
            .Add(HttpMethods.Post, Path, (context, _) => _session.SignInAsync(context), WebRole.None)
            .Add(HttpMethods.Delete, Path, (context, _) => _session.SignOutAsync(context), WebRole.None);
        return _oidc?.AddTo(routes) ?? routes;
    }

    /// <summary>Writes the metrics.</summary>
    public void WriteTo(MetricWriter writer) => AccessSeries.Write(writer, _ledger, _sessions);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_secret?.DisposeAsync() ?? default);
        _oidc?.Dispose();
    }

    private bool NeedsMadeTokens => _options.Authentication == WebAuthentication.Token && _options.TokenSecret is null;

    private string MakeTokens(string? data)
    {
        string file = MadeTokens.FileOf(data ?? throw new StartupException(
            $"--web-auth token makes tokens in the data directory, which --data {AgentOptions.InMemory} has not; name some: --web-token-file FILE"));
        AccessLog.TokensMade(_log, file);
        return file;
    }
}
