namespace PodMirror.Catalog.Endpoints;

/// <summary>Where in the calls of an endpoint sensitive values were found, and how often.</summary>
internal sealed class SensitiveFields
{
    /// <summary>Places of an endpoint; one that has more is full of secrets, and says so.</summary>
    public const int MaxPlaces = 64;

    /// <summary>Characters of a place.</summary>
    public const int LongestPlace = 256;

    private readonly List<SensitiveField> _all = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<SensitiveField> All => _all;

    /// <summary>Whether some were not kept.</summary>
    public bool Capped { get; private set; }

    /// <summary>Counts a finding.</summary>
    public void Add(string kind, string where, long count)
    {
        foreach (SensitiveField field in _all)
        {
            if (field.Kind == kind && field.Where == where)
            {
                field.Matched += count;
                return;
            }
        }

        if (_all.Count >= MaxPlaces || where.Length > LongestPlace || kind.Length > LongestPlace)
        {
            Capped = true;
            return;
        }

        _all.Add(new SensitiveField(kind, where) { Matched = count });
    }

    /// <summary>Adds all that another has.</summary>
    public void Absorb(SensitiveFields other)
    {
        Capped |= other.Capped;
        foreach (SensitiveField field in other._all)
        {
            Add(field.Kind, field.Where, field.Matched);
        }
    }
}
