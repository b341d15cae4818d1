namespace PodMirror.Catalog.Statistics;

/// <summary>A name, how often it came at most, and by how much that may be too much.</summary>
internal sealed class CountedName(string name)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>How often at most.</summary>
    public long Count { get; set; }

    /// <summary>By how much too much at most.</summary>
    public long Error { get; set; }

    /// <summary>When it came last, in milliseconds since 1970.</summary>
    public long LastSeen { get; set; }
}
