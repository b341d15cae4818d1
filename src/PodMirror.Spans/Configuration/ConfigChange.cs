namespace PodMirror.Spans;

/// <summary>What became of a document.</summary>
public enum ConfigChange
{
    /// <summary>It is the one of before.</summary>
    None,

    /// <summary>It holds from now on.</summary>
    Taken,

    /// <summary>It cannot be read; what held before still does.</summary>
    Refused,
}
