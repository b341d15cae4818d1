using PodMirror.Agent.Api;

namespace PodMirror.Agent.Access;

/// <summary>
/// Refuses changes that another site's page asks a browser for: a browser shows its cookie, or comes from loopback, whoever wrote the page. Browsers
/// say where a request comes from (Fetch Metadata, and Origin in every change), and send JSON of another site only after asking, which is never
/// answered here. What is no browser says neither.
/// </summary>
internal static class CrossSite
{
    /// <summary>The problem of a change that must not be made.</summary>
    /// <param name="request">A change.</param>
    /// <param name="contentTypes">What its body may be.</param>
    public static Problem? Check(HttpRequest request, IReadOnlyList<string> contentTypes)
    {
        if (!IsOfThisSite(request))
        {
            return new Problem(StatusCodes.Status403Forbidden, "Other site", "a page of another site asks for this; only the agent's own may");
        }

        // A form cannot delete, and can send three types of content, of which none is taken here.
        string type = request.ContentType?.Split(';', 2)[0].Trim() ?? "";
        return HttpMethods.IsDelete(request.Method) || contentTypes.Contains(type, StringComparer.OrdinalIgnoreCase)
            ? null
            : new Problem(
                StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", $"send Content-Type: {string.Join(" or ", contentTypes)}");
    }

    private static bool IsOfThisSite(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && IsHost(from, request.Host));
    }

    private static bool IsHost(Uri origin, HostString host)
    {
        int usual = origin.Scheme == Uri.UriSchemeHttps ? 443 : 80;
        return origin.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase) && origin.Port == (host.Port ?? usual);
    }
}
