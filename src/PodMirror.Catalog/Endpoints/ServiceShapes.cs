using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.Endpoints;

/// <summary>The shapes of a service's endpoints during one search for values among its paths.</summary>
internal sealed class ServiceShapes : IShapes
{
    // Marks that are told apart; the rest are taken for rare.
    private const int MaxMarks = 65_536;

    private readonly Dictionary<EndpointState, ShapeProfile> _profiles = [];
    private readonly Dictionary<ulong, int> _places = [];
    private readonly ValueTable _values;
    private int _count;

    /// <summary>Takes in the endpoints of a tree.</summary>
    public ServiceShapes(PathNode root, ValueTable values)
    {
        _values = values;
        Take(root, []);
    }

    /// <inheritdoc />
    public ShapeProfile Of(EndpointState endpoint)
    {
        if (!_profiles.TryGetValue(endpoint, out ShapeProfile? profile))
        {
            _profiles.Add(endpoint, profile = ShapeProfile.Of(endpoint));
        }

        return profile;
    }

    /// <inheritdoc />
    public double Weight(ulong mark) => Math.Log((_count + 2.0) / (_places.GetValueOrDefault(mark) + 1.0)) / Math.Log(_count + 2.0);

    /// <inheritdoc />
    public bool WasValue(string segment) => _values.NameOf(segment) is not null;

    // Siblings count once for each method: they may be values of one parameter, and then they are one place.
    private void Take(PathNode node, HashSet<ulong> ofParent)
    {
        foreach (EndpointState endpoint in node.Endpoints ?? [])
        {
            ulong method = TextHash.Of(endpoint.Method);
            _count += ofParent.Add(method) ? 1 : 0;
            foreach ((ulong mark, double part) in Of(endpoint).Marks)
            {
                if (part > 0.3 && ofParent.Add(mark ^ method) && (_places.Count < MaxMarks || _places.ContainsKey(mark)))
                {
                    _places[mark] = _places.GetValueOrDefault(mark) + 1;
                }
            }
        }

        HashSet<ulong> mine = [];
        foreach (PathNode child in node.Children.Values)
        {
            Take(child, mine);
        }

        if (node.Parameter is not null)
        {
            Take(node.Parameter, mine);
        }
    }
}
