namespace PodMirror.Kubernetes;

/// <summary>Paths of the API.</summary>
public static class KubePath
{
    /// <summary>A kind of the core group in all namespaces, or without any: <c>/api/v1/namespaces</c>.</summary>
    public static string Core(string resource) => "/api/v1/" + resource;

    /// <summary>A kind of the core group in a namespace: <c>/api/v1/namespaces/NS/pods</c>.</summary>
    public static string Core(string inNamespace, string resource) => $"/api/v1/namespaces/{Uri.EscapeDataString(inNamespace)}/{resource}";

    /// <summary>An object of the core group in a namespace.</summary>
    public static string Core(string inNamespace, string resource, string name) => $"{Core(inNamespace, resource)}/{Uri.EscapeDataString(name)}";

    /// <summary>Adds a parameter to a path.</summary>
    public static string With(string path, string parameter, string value) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter}={Uri.EscapeDataString(value)}";
}
