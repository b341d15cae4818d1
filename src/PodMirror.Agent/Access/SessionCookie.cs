namespace PodMirror.Agent.Access;

/// <summary>
/// The cookie of a session. Where the browser speaks TLS, to the agent or to what stands before it, its name binds it to this host alone
/// (RFC 6265bis, 4.1.3.2); no script reads it, and no other site's request carries it.
/// </summary>
internal static class SessionCookie
{
    /// <summary>The name over TLS.</summary>
    public const string SecureName = "__Host-podmirror-session";

    /// <summary>The name in clear text, where browsers take no such prefix.</summary>
    public const string PlainName = "podmirror-session";

    /// <summary>The id of a session; null when there is none.</summary>
    public static string? Read(HttpRequest request) => request.Cookies[IsSecure(request) ? SecureName : PlainName];

    /// <summary>Sets it.</summary>
    public static void Set(HttpContext context, string id) => context.Response.Cookies.Append(NameOf(context), id, Options(context, Sessions.Life));

    /// <summary>Takes it away.</summary>
    public static void Remove(HttpContext context) => context.Response.Cookies.Append(NameOf(context), "", Options(context, TimeSpan.Zero));

    /// <summary>Whether the browser speaks TLS. Who lies about that gets a cookie that their browser may not keep, and nothing else.</summary>
    public static bool IsSecure(HttpRequest request) =>
        request.IsHttps || string.Equals(FirstOf(request.Headers["X-Forwarded-Proto"]), "https", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(HttpContext context) => IsSecure(context.Request) ? SecureName : PlainName;

    private static CookieOptions Options(HttpContext context, TimeSpan life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = IsSecure(context.Request),
        Path = "/",
        MaxAge = life,
    };

    // Each proxy adds its own behind those before it: the first is that of the browser.
    private static string FirstOf(Microsoft.Extensions.Primitives.StringValues values) => values.ToString().Split(',', 2)[0].Trim();
}
