using Microsoft.AspNetCore.Http.Features;

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
    public WebRoutes Add(string method, string pattern, WebHandler handler)
    {
        _routes.Add(new WebRoute(method, pattern, handler));
        return this;
    }

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
