namespace PodMirror.Sidecar.Top;

/// <summary>A place in the tree of a service's templates, a segment each. A search comes to each place once at most.</summary>
internal sealed class TemplateNode
{
    private readonly Dictionary<string, TemplateNode> _literals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _verbs = new(StringComparer.Ordinal);
    private TemplateNode? _parameter;
    private string? _template;
    private string? _rest;

    /// <summary>Adds a template, such as <c>/orders/{orderId}:cancel</c>.</summary>
    internal void Add(string template)
    {
        string[] segments = SegmentsOf(template);
        TemplateNode at = this;
        for (int i = 0; i < segments.Length; i++)
        {
            string segment = segments[i];
            int end = segment.StartsWith('{') ? segment.LastIndexOf('}') : -1;
            if (end > 0 && segment[end - 1] == '*')
            {
                // What the catalog has no room for: it and all that is behind it.
                at._rest = template;
                return;
            }

            if (end > 0 && end < segment.Length - 1 && i == segments.Length - 1)
            {
                at._verbs[segment[(end + 1)..]] = template;
                return;
            }

            at = end > 0 ? at._parameter ??= new TemplateNode() : at.Literal(segment);
        }

        at._template = template;
    }

    /// <summary>The most exact template of a path: literals before parameters, from the first segment on. Null when there is none.</summary>
    internal string? Find(string path) => Find(SegmentsOf(path), 0);

    private static string[] SegmentsOf(string path) => (path.StartsWith('/') ? path[1..] : path).Split('/');

    // As a template has braces that are no parameter's.
    private static string Escape(string segment) =>
        segment.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);

    private TemplateNode Literal(string segment) => _literals.TryGetValue(segment, out TemplateNode? known)
        ? known
        : _literals[segment] = new TemplateNode();

    private string? Find(string[] segments, int index)
    {
        if (index == segments.Length)
        {
            return _template;
        }

        string segment = segments[index];
        if (_literals.TryGetValue(Escape(segment), out TemplateNode? literal) && literal.Find(segments, index + 1) is { } exact)
        {
            return exact;
        }

        if (segment.Length == 0)
        {
            return null;
        }

        int colon = index == segments.Length - 1 ? segment.LastIndexOf(':') : -1;
        return colon > 0 && _verbs.TryGetValue(segment[colon..], out string? verb) ? verb : _parameter?.Find(segments, index + 1) ?? _rest;
    }
}
