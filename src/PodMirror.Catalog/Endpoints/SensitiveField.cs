namespace PodMirror.Catalog.Endpoints;

/// <summary>A place in the calls of an endpoint where values of a kind were found.</summary>
internal sealed class SensitiveField(string kind, string where)
{
    /// <summary>The kind.</summary>
    public string Kind { get; } = kind;

    /// <summary>The place.</summary>
    public string Where { get; } = where;

    /// <summary>In how many calls.</summary>
    public long Matched { get; set; }
}
