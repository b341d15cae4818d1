namespace PodMirror.Bench.Load;

/// <summary>Counts what each exchange lost: segments that were removed and that no other packet carries.</summary>
internal sealed class LossLedger
{
    private readonly Dictionary<ushort, int> _current = [];
    private readonly SortedSet<int> _exchanges = [];
    private readonly HashSet<Segment> _kept = [];
    private readonly Dictionary<Segment, int> _removed = [];

    /// <summary>An exchange begins on a connection.</summary>
    public void Begin(ushort connection, int number)
    {
        _current[connection] = number;
        _exchanges.Add(number);
    }

    /// <summary>A segment was kept or removed.</summary>
    public void Note(Segment segment, bool removed)
    {
        if (!removed)
        {
            _kept.Add(segment);
        }
        else if (_current.TryGetValue(segment.Connection, out int number))
        {
            _removed[segment] = number;
        }
    }

    /// <summary>Of each exchange how many segments are lost, of its request and of its response.</summary>
    public SortedDictionary<int, (int Request, int Response)> Lost()
    {
        var lost = new SortedDictionary<int, (int Request, int Response)>();
        foreach (int number in _exchanges)
        {
            lost[number] = default;
        }

        foreach ((Segment segment, int number) in _removed.Where(one => !_kept.Contains(one.Key)))
        {
            (int request, int response) = lost[number];
            lost[number] = segment.Up ? (request + 1, response) : (request, response + 1);
        }

        return lost;
    }
}
