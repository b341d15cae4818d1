namespace PodMirror.Agent.Access.Oidc;

/// <summary>
/// The cookie of a browser that is at the provider. It comes along when the provider sends the browser back, which is another site: Lax, not Strict.
/// </summary>
internal static class StateCookie
{
    private const string SecureName = "__Host-podmirror-oidc";
    private const string PlainName = "podmirror-oidc";

    /// <summary>Sets it.</summary>
    public static void Set(HttpContext context, string state) => Append(context, state, OidcState.Life);

    /// <summary>Reads it, and takes it away: a state is good for once.</summary>
    public static string? Take(HttpContext context)
    {
        string? state = context.Request.Cookies[NameOf(context)];
        Append(context, "", TimeSpan.Zero);
        return state;
    }

    private static void Append(HttpContext context, string value, TimeSpan life)
    {
        var options = new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = SessionCookie.IsSecure(context.Request),
            Path = "/",
            MaxAge = life,
        };
        context.Response.Cookies.Append(NameOf(context), value, options);
    }

    private static string NameOf(HttpContext context) => SessionCookie.IsSecure(context.Request) ? SecureName : PlainName;
}
