namespace PodMirror.Sidecar.Top;

/// <summary>The templates of the agent's catalog, by service and method.</summary>
internal sealed class EndpointTemplates
{
    // As long as a path in the list may be.
    private const int MaxLength = 2048;

    private readonly Dictionary<(string Service, bool IsHost, string Method), TemplateNode> _trees = [];

    /// <summary>Adds one; what is no template of a path is left out.</summary>
    /// <param name="service">The service, or the host with its port where that is not the usual one.</param>
    /// <param name="method">The method.</param>
    /// <param name="template">The template.</param>
    internal void Add(string service, string method, string template)
    {
        if (template.StartsWith('/') && template.Length <= MaxLength)
        {
            TreeOf(service, isHost: false, method).Add(template);
            TreeOf(WithoutPort(service), isHost: true, method).Add(template);
        }
    }

    /// <summary>The template of a call; null when none is known.</summary>
    internal string? Find(in CallPath call) =>
        _trees.TryGetValue((call.Service, call.IsHost, call.Method), out TemplateNode? tree) ? tree.Find(call.Path) : null;

    private static string WithoutPort(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon > 0 && colon < host.Length - 1 && !host.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') ? host[..colon] : host;
    }

    private TemplateNode TreeOf(string service, bool isHost, string method) => _trees.TryGetValue((service, isHost, method), out TemplateNode? known)
        ? known
        : _trees[(service, isHost, method)] = new TemplateNode();
}
