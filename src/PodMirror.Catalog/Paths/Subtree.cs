using PodMirror.Catalog.Endpoints;

namespace PodMirror.Catalog.Paths;

/// <summary>
/// What is behind a place, as facets: for each method and each way from the place to an end, what it takes and gives. Values of one parameter have
/// the same facets.
/// </summary>
internal sealed class Subtree
{
    private const int MaxFacets = 48;
    private const int MaxDepth = 6;
    private const ulong Start = 0x51;

    private readonly Dictionary<ulong, Facet> _facets = [];

    /// <summary>All facets by their hash.</summary>
    public IReadOnlyDictionary<ulong, Facet> Facets => _facets;

    /// <summary>Calls.</summary>
    public long Calls { get; private set; }

    /// <summary>Calls that go on with a value that its looks tell.</summary>
    public long BeforeValue { get; private set; }

    /// <summary>Calls that end here.</summary>
    public long Ending { get; private set; }

    /// <summary>Of a place.</summary>
    public static Subtree Of(PathNode node, IShapes shapes)
    {
        var subtree = new Subtree { Calls = node.Calls, BeforeValue = node.Parameter?.Calls ?? 0 };
        foreach (EndpointState endpoint in node.Endpoints ?? [])
        {
            subtree.Ending += endpoint.Calls;
        }

        subtree.Add(node, Start, 0, false, false, shapes);
        return subtree;
    }

    /// <summary>Adds another.</summary>
    public void Absorb(Subtree other)
    {
        Calls += other.Calls;
        BeforeValue += other.BeforeValue;
        Ending += other.Ending;
        foreach ((ulong way, Facet facet) in other._facets)
        {
            if (_facets.TryGetValue(way, out Facet? mine))
            {
                mine.Absorb(facet);
            }
            else
            {
                _facets.Add(way, facet.Copy());
            }
        }
    }

    // Each way also with one of its words left open: what is a word now may be the value of a parameter that is not known yet.
    private void Add(PathNode node, ulong way, int depth, bool literal, bool open, IShapes shapes)
    {
        foreach (EndpointState endpoint in node.Endpoints ?? [])
        {
            Add(TextHash.Of(endpoint.Method, way), new Facet(depth, literal, open, endpoint.Calls, shapes.Of(endpoint)));
        }

        if (depth >= MaxDepth)
        {
            return;
        }

        if (node.Parameter is not null)
        {
            Add(node.Parameter, TextHash.Of("/{}", way), depth + 1, literal, open, shapes);
        }

        foreach (PathNode child in node.Children.Values)
        {
            if (_facets.Count >= MaxFacets)
            {
                return;
            }

            Add(child, TextHash.Of(child.Literal, TextHash.Of("/", way)), depth + 1, literal || depth == 0, open, shapes);
            if (!open)
            {
                Add(child, TextHash.Of("/*", way), depth + 1, literal, true, shapes);
            }
        }
    }

    private void Add(ulong way, Facet facet)
    {
        if (_facets.TryGetValue(way, out Facet? known))
        {
            known.Absorb(facet);
        }
        else if (_facets.Count < MaxFacets)
        {
            _facets.Add(way, facet);
        }
    }
}
