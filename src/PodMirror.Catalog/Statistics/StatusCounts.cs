namespace PodMirror.Catalog.Statistics;

/// <summary>How many calls ended with which status; 0 is none, and what is no status of HTTP.</summary>
internal sealed class StatusCounts
{
    /// <summary>Different codes that are kept; the codes in use are some sixty, and an endpoint has a handful.</summary>
    public const int MaxCodes = 32;

    private readonly List<(short Status, long Count)> _counts = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<(short Status, long Count)> All => _counts;

    /// <summary>Calls that ended with 2xx and 3xx.</summary>
    public long Accepted
    {
        get
        {
            long accepted = 0;
            foreach ((short status, long count) in _counts)
            {
                accepted += status is >= 200 and < 400 ? count : 0;
            }

            return accepted;
        }
    }

    /// <summary>Counts.</summary>
    public void Add(int status, long count)
    {
        short code = status is >= 100 and <= 999 ? (short)status : (short)0;
        for (int i = 0; i < _counts.Count; i++)
        {
            if (_counts[i].Status == code || i == MaxCodes)
            {
                _counts[i] = (_counts[i].Status, _counts[i].Count + count);
                return;
            }
        }

        _counts.Add((_counts.Count < MaxCodes ? code : (short)0, count));
    }

    /// <summary>Adds all that another has.</summary>
    public void Absorb(StatusCounts other)
    {
        foreach ((short status, long count) in other._counts)
        {
            Add(status, count);
        }
    }
}
