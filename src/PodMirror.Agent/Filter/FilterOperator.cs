namespace PodMirror.Agent.Filter;

/// <summary>What a comparison asks. ":" and "=" are the same, and "!=" is a negated ":".</summary>
internal enum FilterOperator
{
    /// <summary>":"</summary>
    Equal,

    /// <summary>"&gt;"</summary>
    Greater,

    /// <summary>"&gt;="</summary>
    GreaterOrEqual,

    /// <summary>"&lt;"</summary>
    Less,

    /// <summary>"&lt;="</summary>
    LessOrEqual,
}
