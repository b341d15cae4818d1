using System.Globalization;
using System.Net;
using PodMirror.Agent.Api;
using PodMirror.Agent.Audit;

namespace PodMirror.Agent.Access;

/// <summary>
/// Finds out who asks on the web port, and whether they may: by a token in the request, else by the cookie of a session.
/// </summary>
internal sealed class AccessGate(
    WebAuthentication authentication, RoleTokens tokens, Sessions sessions, SignInLimiter limiter, IAuditLog audit, AccessLedger ledger)
{
    /// <summary>
    /// A header field for a token, besides Authorization: the API server takes that for itself and passes none of it on to a Service behind its
    /// proxy.
    /// </summary>
    public const string TokenField = "PodMirror-Token";

    private const string Challenge = "Bearer realm=\"podmirror\"";
    private const string Scheme = "Bearer ";
    private static readonly WebUser OwnUser = new("podmirror-agent", WebRole.Viewer);

    /// <summary>How the web port finds out who asks.</summary>
    public WebAuthentication Authentication => authentication;

    /// <summary>The problem of a request whose sender may not do it; else the sender is <see cref="WebUser.Of"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="needed">The role that it takes.</param>
    public Problem? Admit(HttpContext context, WebRole needed)
    {
        if (needed == WebRole.None)
        {
            return null;
        }

        if (Identify(context) is { } problem)
        {
            return problem;
        }

        WebRole role = WebUser.Of(context).Role;
        if (role >= needed)
        {
            return null;
        }

        ledger.Refused.Add(role == WebRole.None ? AccessRefusal.Unauthenticated : AccessRefusal.Role);
        return role == WebRole.None
            ? Unauthenticated(context)
            : new Problem(StatusCodes.Status403Forbidden, "Not allowed", "this needs the role editor");
    }

    /// <summary>The problem of a change that a page of another site asks for.</summary>
    /// <param name="context">A change.</param>
    /// <param name="contentTypes">What its body may be.</param>
    public Problem? AdmitChange(HttpContext context, IReadOnlyList<string> contentTypes)
    {
        Problem? problem = CrossSite.Check(context.Request, contentTypes);
        if (problem is not null)
        {
            ledger.Refused.Add(AccessRefusal.CrossSite);
        }

        return problem;
    }

    /// <summary>Finds out who asks; a problem when they show a token that is none.</summary>
    public Problem? Identify(HttpContext context)
    {
        if (authentication == WebAuthentication.Off)
        {
            context.Features.Set(WebUser.Anybody);
            return null;
        }

        if (TokenOf(context.Request) is { } token)
        {
            return IdentifyBy(context, token);
        }

        if (SessionCookie.Read(context.Request) is { } id && sessions.Find(id) is { } user)
        {
            context.Features.Set(user);
        }

        return null;
    }

    /// <summary>Tries a token to sign in with; a problem when it is none, or too many were tried.</summary>
    public Problem? Try(HttpContext context, string token, out RoleToken? found)
    {
        found = null;
        if (Limit(context) is { } limited)
        {
            return limited;
        }

        found = tokens.Find(token);
        if (found is not null)
        {
            return null;
        }

        Fail(context, "a token");
        return Unauthenticated(context);
    }

    /// <summary>The problem of an address from which too much was refused.</summary>
    public Problem? Limit(HttpContext context)
    {
        TimeSpan wait = limiter.Wait(context.Connection.RemoteIpAddress);
        if (wait <= TimeSpan.Zero)
        {
            return null;
        }

        ledger.SignIns.Add(SignInResult.Limited);
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return new Problem(StatusCodes.Status429TooManyRequests, "Too many attempts", "too many from this address were refused; wait a moment");
    }

    /// <summary>Counts a sign-in that was refused, and writes it down.</summary>
    public void Fail(HttpContext context, string what)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        limiter.Fail(address);
        ledger.SignIns.Add(SignInResult.Refused);
        audit.Record(WebUser.Nobody, AuditLog.Refused, $"{what}, from {address}");
    }

    private Problem? IdentifyBy(HttpContext context, string token)
    {
        if (tokens.IsOwn(token))
        {
            context.Features.Set(OwnUser);
            return null;
        }

        if (Try(context, token, out RoleToken? found) is { } problem)
        {
            return problem;
        }

        context.Features.Set(found!.User);
        return null;
    }

    private static string? TokenOf(HttpRequest request)
    {
        if (request.Headers[TokenField] is { Count: > 0 } values)
        {
            return values.ToString().Trim(' ');
        }

        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim(' ') : null;
    }

    private static Problem Unauthenticated(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = Challenge;
        return new Problem(StatusCodes.Status401Unauthorized, "Not signed in", "sign in on the page, or show a token: Authorization: Bearer TOKEN");
    }
}
