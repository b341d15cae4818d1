namespace PodMirror.Agent.Filter;

/// <summary>A condition of a WHERE clause over exchanges e and sources r. Values are bound, never written into the text.</summary>
/// <param name="Text">SQL with a ? for each value.</param>
/// <param name="Values">Each a long, a double, a byte[] (a blob) or a string.</param>
internal sealed record SqlCondition(string Text, params object[] Values)
{
    /// <summary>One of them holds. One alone stays as it is.</summary>
    public static SqlCondition Any(IReadOnlyList<SqlCondition> conditions) => Join(conditions, " OR ");

    /// <summary>All of them hold. One alone stays as it is.</summary>
    public static SqlCondition All(IReadOnlyList<SqlCondition> conditions) => Join(conditions, " AND ");

    /// <summary>It does not hold. What compares with NULL does not hold either, so that its opposite does.</summary>
    public SqlCondition Not() => new($"({Text}) IS NOT TRUE", Values);

    private static SqlCondition Join(IReadOnlyList<SqlCondition> conditions, string word) => conditions.Count == 1
        ? conditions[0]
        : new($"({string.Join(word, conditions.Select(one => one.Text))})", [.. conditions.SelectMany(one => one.Values)]);
}
