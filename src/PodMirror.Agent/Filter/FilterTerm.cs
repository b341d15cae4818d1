namespace PodMirror.Agent.Filter;

/// <summary>One term: a field with its values, any of which will do; or a text when the field is null.</summary>
/// <param name="IsNegated">Whether the rows are wanted of which it does not hold.</param>
/// <param name="Field">The field's name as it was written, or null.</param>
/// <param name="FieldStart">Where the name begins.</param>
/// <param name="Comparison">What is asked of the field.</param>
/// <param name="Values">At least one.</param>
internal sealed record FilterTerm(
    bool IsNegated, string? Field, int FieldStart, FilterOperator Comparison, IReadOnlyList<FilterValue> Values);
