using Microsoft.AspNetCore.Http.Features;
using PodMirror.Agent.Access;

namespace PodMirror.Agent.Api;

/// <summary>What is on the web port, by path. Few and fixed, so a walk over all of them finds the right one.</summary>
internal sealed class WebRoutes
{
    private readonly List<WebRoute> _routes = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<WebRoute> All => _routes;

    /// <summary>Adds what is read.</summary>
    public WebRoutes Get(string pattern, WebHandler handler) => Add(HttpMethods.Get, pattern, handler);

    /// <summary>Adds what is read at a path without parameters.</summary>
    public WebRoutes Get(string path, RequestDelegate handler) => Get(path, (context, _) => handler(context));

    /// <summary>Adds what is done.</summary>
    /// <param name="method">GET, which answers HEAD too, or POST, PUT, DELETE.</param>
    /// <param name="pattern">The path; a segment in braces takes any value that is not empty.</param>
    /// <param name="handler">Answers.</param>
    /// <param name="role">Who may do it; null is the usual one, <see cref="WebRoute.Role"/>.</param>
    /// <param name="contentTypes">What the body may be; null is the usual one, <see cref="WebRoute.ContentTypes"/>.</param>
    public WebRoutes Add(
        string method, string pattern, WebHandler handler, WebRole? role = null, IReadOnlyList<string>? contentTypes = null)
    {
        var route = new WebRoute(method, pattern, handler);
        _routes.Add(route with { Role = role ?? route.Role, ContentTypes = contentTypes ?? route.ContentTypes });
        return this;
    }

    /// <summary>Adds what a part has.</summary>
    public WebRoutes Add(Func<WebRoutes, WebRoutes> part) => part(this);

    /// <summary>Finds what a request asks for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="values">The values of the parameters in its path.</param>
    /// <param name="methods">Without a route: the methods of its path; empty when there is nothing at it.</param>
    /// <returns>The route; null when there is none.</returns>
    public WebRoute? Find(HttpRequest request, out IReadOnlyList<string> values, out IReadOnlyList<string> methods)
    {
        string[] segments = SegmentsOf(request);
        (values, methods) = ([], []);
        List<string> others = [];
        foreach (WebRoute route in _routes.Where(route => route.Fits(segments)))
        {
            if (route.Answers(request.Method))
            {
                values = route.ValuesOf(segments);
                return route;
            }

            others.Add(route.Method);
        }

        methods = others;
        return null;
    }

    // From the bytes of the request: in the decoded path, a slash that belongs to a value looks like one between two.
    private static string[] SegmentsOf(HttpRequest request)
    {
        string target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (!target.StartsWith('/'))
        {
            return (request.Path.Value ?? "").Split('/');
        }

        int query = target.IndexOf('?', StringComparison.Ordinal);
        string[] segments = (query < 0 ? target : target[..query]).Split('/');
        return Array.ConvertAll(segments, Uri.UnescapeDataString);
    }
}
