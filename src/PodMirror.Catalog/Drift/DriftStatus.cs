namespace PodMirror.Catalog.Drift;

/// <summary>How an operation of a description and what is seen stand to each other.</summary>
public enum DriftStatus
{
    /// <summary>Described, seen, and as described.</summary>
    Documented,

    /// <summary>Seen, and not described.</summary>
    Shadow,

    /// <summary>Described, and never seen.</summary>
    Orphan,

    /// <summary>Still called, though it is described as deprecated, or is gone from the description.</summary>
    Zombie,

    /// <summary>Described and seen, and what is seen is not as described.</summary>
    Changed,
}
