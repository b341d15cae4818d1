namespace PodMirror.Catalog.Schemas;

/// <summary>How many places the schemas of all endpoints may have together, and what their properties are made with.</summary>
/// <param name="limits">The limits.</param>
/// <param name="isSecret">Whether what stands under a name is secret; null when nothing is.</param>
internal sealed class SchemaBudget(CatalogLimits limits, Func<ReadOnlySpan<byte>, bool>? isSecret = null)
{
    // Names that are held once; the APIs of a cluster share most of theirs. Others are held where they stand.
    private const int MaxShared = 16_384;

    private readonly HashSet<byte[]> _names = new(Utf8Comparer.Instance);

    /// <summary>The limits that it keeps.</summary>
    public CatalogLimits Limits { get; } = limits;

    /// <summary>Places in use.</summary>
    public int Used { get; private set; }

    /// <summary>Whether one was refused.</summary>
    public bool Capped { get; private set; }

    /// <summary>Takes a place of a state, which has those that no limit refused, too: the values of maps, one for each other place at most.</summary>
    /// <returns>Whether there may be so many.</returns>
    public bool TryTakeKept() => ++Used <= 2L * Limits.MaxSchemaNodes;

    /// <summary>Takes places, or refuses.</summary>
    public bool TryTake(int count)
    {
        if (Used + count > Limits.MaxSchemaNodes)
        {
            Capped = true;
            return false;
        }

        Used += count;
        return true;
    }

    /// <summary>A property that was not there yet. Whether its name is one of secrets is asked here alone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parent">Whose it is; what is below a secret is one, too.</param>
    public SchemaProperty Property(ReadOnlySpan<byte> name, SchemaNode parent) =>
        new(Name(name), parent.IsSecret || IsSecret(name));

    /// <summary>Whether what stands under a name is secret.</summary>
    public bool IsSecret(ReadOnlySpan<byte> name) => isSecret?.Invoke(name) == true;

    // A name to keep, which others may hold, too.
    private byte[] Name(ReadOnlySpan<byte> name)
    {
        HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> shared = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (shared.TryGetValue(name, out byte[]? known))
        {
            return known;
        }

        byte[] kept = name.ToArray();
        if (_names.Count < MaxShared)
        {
            _names.Add(kept);
        }

        return kept;
    }

    /// <summary>Gives back.</summary>
    public void Give(int count) => Used = Math.Max(0, Used - count);
}
