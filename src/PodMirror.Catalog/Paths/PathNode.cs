using PodMirror.Catalog.Endpoints;

namespace PodMirror.Catalog.Paths;

/// <summary>
/// A place in the paths of a service: a literal, or the parameter of its parent. Endpoints hang where paths end.
/// </summary>
internal sealed class PathNode(PathNode? parent, string literal)
{
    private static readonly Dictionary<string, PathNode> NoChildren = [];

    private Dictionary<string, PathNode>? _children;

    /// <summary>The place before it; null for the root.</summary>
    public PathNode? Parent { get; set; } = parent;

    /// <summary>The literal; of a parameter the name that a rule gave it, else nothing.</summary>
    public string Literal { get; set; } = literal;

    /// <summary>What its values were; null for literals.</summary>
    public ParameterValues? Values { get; set; }

    /// <summary>What was decided about it.</summary>
    public PositionRule Rule { get; set; }

    /// <summary>The parameter behind it.</summary>
    public PathNode? Parameter { get; set; }

    /// <summary>Calls that passed it or ended in it.</summary>
    public long Calls { get; set; }

    /// <summary>What ends here; null when nothing does.</summary>
    public List<EndpointState>? Endpoints { get; set; }

    /// <summary>Whether a limit made more of its children into values than looked so.</summary>
    public bool Capped { get; set; }

    /// <summary>Calls when its children were compared last; they are again when these have doubled, or a child came.</summary>
    public long ComparedAt { get; set; }

    /// <summary>Calls when it was looked at last; when they are the same there is nothing to look at.</summary>
    public long VisitedAt { get; set; }

    /// <summary>Whether a child came since they were compared.</summary>
    public bool HasNewChild { get; set; }

    /// <summary>The literals behind it.</summary>
    public Dictionary<string, PathNode> Children => _children ?? NoChildren;

    /// <summary>Whether it is a parameter.</summary>
    public bool IsParameter => Values is not null;

    /// <summary>Places that are behind it, at any depth.</summary>
    public int Below => Children.Values.Sum(child => 1 + child.Below) + (Parameter is null ? 0 : 1 + Parameter.Below);

    /// <summary>The literal child of a name.</summary>
    public PathNode? Child(ReadOnlySpan<char> segment) =>
        _children is not null && _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out PathNode? child) ? child : null;

    /// <summary>Adds a literal child.</summary>
    public PathNode Add(string segment)
    {
        var child = new PathNode(this, segment);
        (_children ??= new Dictionary<string, PathNode>(StringComparer.Ordinal)).Add(segment, child);
        HasNewChild = true;
        return child;
    }

    /// <summary>Takes over a child of another node.</summary>
    public void Adopt(PathNode child)
    {
        child.Parent = this;
        (_children ??= new Dictionary<string, PathNode>(StringComparer.Ordinal)).Add(child.Literal, child);
        HasNewChild = true;
    }

    /// <summary>Takes a literal child away.</summary>
    public void Remove(PathNode child) => _children?.Remove(child.Literal);

    /// <summary>The endpoint of a kind, method and operation.</summary>
    public EndpointState? Endpoint(CallKind kind, ReadOnlySpan<char> method, ReadOnlySpan<char> operation)
    {
        foreach (EndpointState endpoint in Endpoints ?? [])
        {
            if (endpoint.Kind == kind && method.SequenceEqual(endpoint.Method) && operation.SequenceEqual(endpoint.Operation))
            {
                return endpoint;
            }
        }

        return null;
    }
}
