namespace PodMirror.Agent.Filter;

/// <summary>What an operator means, in the filter, in SQL and in numbers.</summary>
internal static class FilterOperators
{
    /// <summary>The operator as a filter has it.</summary>
    public static string TextOf(FilterOperator comparison) => comparison == FilterOperator.Equal ? ":" : SqlOf(comparison);

    /// <summary>The operator as SQL has it.</summary>
    public static string SqlOf(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "<=",
        _ => "=",
    };

    /// <summary>Compares two numbers.</summary>
    public static bool Holds(double value, FilterOperator comparison, double wanted) => comparison switch
    {
        FilterOperator.Greater => value > wanted,
        FilterOperator.GreaterOrEqual => value >= wanted,
        FilterOperator.Less => value < wanted,
        FilterOperator.LessOrEqual => value <= wanted,
        _ => value.Equals(wanted),
    };
}
