namespace PodMirror.Agent.Filter;

/// <summary>A field of the filter language.</summary>
/// <param name="IsOrdered">Whether its values can be compared with more than ":".</param>
/// <param name="Read">The condition of one value, or null when the value cannot be read.</param>
/// <param name="Advice">What to write, when a value cannot be read.</param>
/// <param name="Texts">Of a text: the conditions on it, which take all values of a term together.</param>
internal sealed record FilterField(
    bool IsOrdered,
    Func<FilterValue, FilterOperator, DateTimeOffset, RowCondition?> Read,
    Func<FilterOperator, string> Advice,
    TextConditions? Texts = null);
