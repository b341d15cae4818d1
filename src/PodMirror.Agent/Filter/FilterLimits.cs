namespace PodMirror.Agent.Filter;

/// <summary>The limits of the filter language; docs/filter.md has them.</summary>
internal static class FilterLimits
{
    /// <summary>The longest filter, in UTF-16 code units: as long as the longest value that the API takes. It bounds the alternatives, too.</summary>
    public const int MaxLength = 2048;

    /// <summary>Terms of one filter at most: each is asked of each row.</summary>
    public const int MaxTerms = 32;

    /// <summary>
    /// Alternatives of a term that SQL is asked for at most. SQLite bounds the depth of an expression to 1000, and past some dozens its comparisons
    /// one by one are no faster than ours.
    /// </summary>
    public const int MaxSqlAlternatives = 64;
}
