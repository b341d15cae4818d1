using PodMirror.Sidecar.AgentApi;

namespace PodMirror.Sidecar.Top;

/// <summary>What calls are put together by.</summary>
/// <param name="Service">The service with its namespace.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The route or the operation where the span's name tells one, else the path or its template.</param>
internal readonly record struct EndpointKey(string Service, string Method, string Target)
{
    /// <summary>
    /// The key of a call. A span's name is "GET /items/{id}" or an operation where one is known, else just the method (docs/spans.md).
    /// </summary>
    internal static EndpointKey Of(LiveRow row)
    {
        (string name, string method) = (row.Name, row.Method);
        string route = name.StartsWith(method + " ", StringComparison.Ordinal) ? name[(method.Length + 1)..] : name;
        return new EndpointKey(row.Service, method, IsOfPath(row) ? row.Path : route);
    }

    /// <summary>Whether all that is known of a call's target is the path.</summary>
    internal static bool IsOfPath(LiveRow row) => row.Path.Length > 0 && (row.Name.Length == 0 || row.Name == row.Method || row.Name == "HTTP");
}
