namespace PodMirror.Agent.Filter;

/// <summary>One of the values of a term.</summary>
/// <param name="Text">The value, without its quotes.</param>
/// <param name="IsQuoted">In quotes, where "*" is a star and nothing else.</param>
/// <param name="Start">Where it begins, in UTF-16 code units from 0.</param>
/// <param name="End">Behind its last character.</param>
internal readonly record struct FilterValue(string Text, bool IsQuoted, int Start, int End)
{
    /// <summary>Whether it has a star that stands for any text.</summary>
    public bool IsPattern => !IsQuoted && Text.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether nothing was written where a value has to be.</summary>
    public bool IsMissing => !IsQuoted && Text.Length == 0;
}
