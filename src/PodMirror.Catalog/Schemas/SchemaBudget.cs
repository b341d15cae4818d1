namespace PodMirror.Catalog.Schemas;

/// <summary>How many places the schemas of all endpoints may have together.</summary>
internal sealed class SchemaBudget(CatalogLimits limits)
{
    /// <summary>The limits that it keeps.</summary>
    public CatalogLimits Limits { get; } = limits;

    /// <summary>Places in use.</summary>
    public int Used { get; private set; }

    /// <summary>Whether one was refused.</summary>
    public bool Capped { get; private set; }

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

    /// <summary>Gives back.</summary>
    public void Give(int count) => Used = Math.Max(0, Used - count);
}
