using PodMirror.Agent.Access;

namespace PodMirror.Agent.Api;

/// <summary>One thing to be done at one path of the web port.</summary>
/// <param name="Method">GET, which answers HEAD too, or POST, PUT, DELETE.</param>
/// <param name="Pattern">The path; a segment in braces takes any value that is not empty.</param>
/// <param name="Handler">Answers.</param>
internal sealed record WebRoute(string Method, string Pattern, WebHandler Handler)
{
    private readonly string[] _segments = Pattern.Split('/');

    /// <summary>What a change's body may be, unless its route says otherwise.</summary>
    public static IReadOnlyList<string> Json { get; } = ["application/json"];

    /// <summary>Who may do it. What nobody thought of is closed: reading the API takes a viewer, anything else an editor.</summary>
    public WebRole Role { get; init; } = !HttpMethods.IsGet(Method) ? WebRole.Editor
        : Pattern.StartsWith("/api/", StringComparison.Ordinal) ? WebRole.Viewer
        : WebRole.None;

    /// <summary>What the body of a change may be; empty where nothing is changed, and any site's page may ask for it.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = HttpMethods.IsGet(Method) ? [] : Json;

    /// <summary>Whether the path fits the pattern.</summary>
    /// <param name="segments">The path between its slashes.</param>
    public bool Fits(string[] segments)
    {
        if (segments.Length != _segments.Length)
        {
            return false;
        }

        for (int i = 0; i < segments.Length; i++)
        {
            if (IsParameter(_segments[i]) ? segments[i].Length == 0 : segments[i] != _segments[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The values of the parameters in a path that fits.</summary>
    public string[] ValuesOf(string[] segments) => [.. segments.Where((_, i) => IsParameter(_segments[i]))];

    /// <summary>Whether it answers a method.</summary>
    public bool Answers(string method) => HttpMethods.Equals(method, Method) || (HttpMethods.IsHead(method) && HttpMethods.IsGet(Method));

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
