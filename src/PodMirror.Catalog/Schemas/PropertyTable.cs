namespace PodMirror.Catalog.Schemas;

/// <summary>
/// The properties of an object, in the order in which they were first seen. Objects of one kind come in one order mostly, so that the next one is
/// looked for behind the last one first.
/// </summary>
internal sealed class PropertyTable
{
    // A scan of more than these costs more than a hash.
    private const int LongestScan = 12;

    private SchemaProperty[] _all = new SchemaProperty[4];
    private Dictionary<byte[], int>? _index;

    /// <summary>All of them.</summary>
    public ReadOnlySpan<SchemaProperty> All => _all.AsSpan(0, Count);

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Finds a property.</summary>
    /// <param name="name">Its name, unescaped.</param>
    /// <param name="hint">Where it may be; where the next may be, afterwards.</param>
    public SchemaProperty? Find(ReadOnlySpan<byte> name, ref int hint)
    {
        if ((uint)hint < (uint)Count && name.SequenceEqual(_all[hint].Name))
        {
            return _all[hint++];
        }

        int at = IndexOf(name);
        hint = at + 1;
        return at < 0 ? null : _all[at];
    }

    /// <summary>Adds one that is not there yet.</summary>
    public void Add(SchemaProperty property)
    {
        if (Count == _all.Length)
        {
            Array.Resize(ref _all, 2 * Count);
        }

        _index?.Add(property.Name, Count);
        _all[Count++] = property;
    }

    /// <summary>Adds what was seen of a property of another table.</summary>
    /// <returns>Whether there was a place for it.</returns>
    public bool TryAbsorb(SchemaProperty other, SchemaBudget budget)
    {
        int at = IndexOf(other.Name);
        if (at < 0)
        {
            bool fits = Count < budget.Limits.MaxProperties;
            if (fits)
            {
                Add(other);
            }

            return fits;
        }

        _all[at].Present += other.Present;
        SchemaNode.Sum(_all[at], other, budget);
        return true;
    }

    private int IndexOf(ReadOnlySpan<byte> name)
    {
        if (Count <= LongestScan)
        {
            for (int i = 0; i < Count; i++)
            {
                if (name.SequenceEqual(_all[i].Name))
                {
                    return i;
                }
            }

            return -1;
        }

        _index ??= BuildIndex();
        return _index.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out int at) ? at : -1;
    }

    private Dictionary<byte[], int> BuildIndex()
    {
        var index = new Dictionary<byte[], int>(Count, Utf8Comparer.Instance);
        for (int i = 0; i < Count; i++)
        {
            index.Add(_all[i].Name, i);
        }

        return index;
    }
}
