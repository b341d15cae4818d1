using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog;

/// <summary>The catalog at one moment, for any number of readers: it never changes.</summary>
internal sealed class CatalogView
{
    private readonly Dictionary<ulong, (ServiceSnapshot Service, EndpointSnapshot Endpoint)> _byId = [];

    /// <summary>Makes one.</summary>
    /// <param name="snapshot">Everything without parameters and bodies.</param>
    /// <param name="rules">The rules of the user and of descriptions.</param>
    /// <param name="dismissals">The findings that somebody said are none.</param>
    /// <param name="asOf">When it was made.</param>
    public CatalogView(
        CatalogSnapshot snapshot, IReadOnlyList<KnownRule> rules, IReadOnlyList<SensitiveDismissal> dismissals, DateTimeOffset asOf)
    {
        (Snapshot, Rules, Dismissals, AsOf) = (snapshot, rules, dismissals, asOf);
        foreach (ServiceSnapshot service in snapshot.Services)
        {
            foreach (EndpointSnapshot endpoint in service.Endpoints)
            {
                _byId[endpoint.Id] = (service, endpoint);
            }
        }
    }

    /// <summary>Everything without parameters and bodies.</summary>
    public CatalogSnapshot Snapshot { get; }

    /// <summary>The rules.</summary>
    public IReadOnlyList<KnownRule> Rules { get; }

    /// <summary>The findings that somebody said are none.</summary>
    public IReadOnlyList<SensitiveDismissal> Dismissals { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>Endpoints.</summary>
    public int Endpoints => _byId.Count;

    /// <summary>An endpoint with its service.</summary>
    public bool TryFind(ulong id, out ServiceSnapshot service, out EndpointSnapshot endpoint)
    {
        bool found = _byId.TryGetValue(id, out (ServiceSnapshot Service, EndpointSnapshot Endpoint) known);
        (service, endpoint) = known;
        return found;
    }
}
