namespace PodMirror.Catalog.Statistics;

/// <summary>
/// The names that come most often, with their counts (Space-Saving, Metwally 2005): a name that comes when all places are taken gets the place of the
/// least, with its count as the error. Every name with more than one in <see cref="Places"/> of all is among them.
/// </summary>
internal sealed class TopNames
{
    /// <summary>How many are kept.</summary>
    public const int Places = 16;

    /// <summary>Characters of a name that are kept.</summary>
    public const int LongestName = 128;

    private readonly List<CountedName> _names = [];

    /// <summary>All that are kept, in no order.</summary>
    public IReadOnlyList<CountedName> Names => _names;

    /// <summary>Counts a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="count">How often it came.</param>
    /// <param name="error">By how much that may be too much.</param>
    /// <param name="seen">When it came last, in milliseconds since 1970.</param>
    public void Add(ReadOnlySpan<char> name, long count, long error = 0, long seen = 0)
    {
        name = Cut(name);
        CountedName? least = null;
        foreach (CountedName known in _names)
        {
            if (name.SequenceEqual(known.Name))
            {
                known.Count += count;
                known.Error += error;
                known.LastSeen = Math.Max(known.LastSeen, seen);
                return;
            }

            least = least is null || known.Count < least.Count ? known : least;
        }

        if (_names.Count < Places)
        {
            _names.Add(new CountedName(name.ToString()) { Count = count, Error = error, LastSeen = seen });
        }
        else
        {
            _names.Remove(least!);
            _names.Add(new CountedName(name.ToString()) { Count = least!.Count + count, Error = least.Count + error, LastSeen = seen });
        }
    }

    /// <summary>As much of a name as is kept, never half a character: that is another text once it is written.</summary>
    public static ReadOnlySpan<char> Cut(ReadOnlySpan<char> name)
    {
        int length = Math.Min(name.Length, LongestName);
        return length < name.Length && char.IsHighSurrogate(name[length - 1]) ? name[..(length - 1)] : name[..length];
    }

    /// <summary>Adds all that another has.</summary>
    public void Absorb(TopNames other)
    {
        foreach (CountedName name in other._names)
        {
            Add(name.Name, name.Count, name.Error, name.LastSeen);
        }
    }
}
