namespace PodMirror.Catalog.Drift;

/// <summary>Finds the operation of a description that an endpoint is.</summary>
internal sealed class PlaceIndex
{
    private readonly Dictionary<(string Method, int Length), List<DescribedPlace>> _places = [];

    /// <summary>Puts the operations in, those under which nothing was there before the others.</summary>
    /// <param name="places">The operations at whole paths.</param>
    public PlaceIndex(IEnumerable<DescribedPlace> places)
    {
        foreach (DescribedPlace place in places)
        {
            (string, int) key = (place.Method, place.Length);
            if (!_places.TryGetValue(key, out List<DescribedPlace>? same))
            {
                _places.Add(key, same = []);
            }

            same.Add(place);
        }

        foreach (List<DescribedPlace> same in _places.Values)
        {
            same.Sort((a, b) => a.Literals != b.Literals ? b.Literals - a.Literals : string.CompareOrdinal(a.Template, b.Template));
        }
    }

    /// <summary>The most exact one; null when there is none.</summary>
    public DescribedPlace? Find(string method, string template)
    {
        string[] segments = template.Split('/');
        return _places.GetValueOrDefault((method, segments.Length))?.Find(p => p.Covers(segments));
    }
}
