using Microsoft.OpenApi;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>The paths under which servers have an API.</summary>
internal static class ServerPaths
{
    /// <summary>Servers of which the paths are looked at.</summary>
    private const int MaxServers = 16;

    private const int LongestUrl = 1024;

    /// <summary>Their paths, each once; the root when there is no server.</summary>
    public static IReadOnlyList<string> Of(IList<OpenApiServer>? servers)
    {
        string[] paths = [.. (servers ?? []).OfType<OpenApiServer>().Take(MaxServers).Select(Of).OfType<string>().Distinct(StringComparer.Ordinal)];
        return paths.Length == 0 ? [""] : paths;
    }

    private static string? Of(OpenApiServer server)
    {
        string url = server.Url ?? "";
        IDictionary<string, OpenApiServerVariable> variables = server.Variables ?? new Dictionary<string, OpenApiServerVariable>();
        foreach ((string name, OpenApiServerVariable? variable) in variables.Take(MaxServers))
        {
            url = url.Length > LongestUrl ? "" : url.Replace("{" + name + "}", variable?.Default ?? "", StringComparison.Ordinal);
        }

        if (url.Length > LongestUrl)
        {
            return null;
        }

        int authority = url.IndexOf("//", StringComparison.Ordinal);
        if (authority >= 0)
        {
            int path = url.IndexOf('/', authority + 2);
            url = path < 0 ? "" : url[path..];
        }

        url = url.Split('?', '#')[0].Trim('/');
        return url.Length == 0 ? "" : "/" + url;
    }
}
