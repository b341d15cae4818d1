using PodMirror.Agent.Store;

namespace PodMirror.Agent.Filter;

/// <summary>A filter that was read: whether a row passes, and the rows of the store among which those that pass are.</summary>
internal sealed class RowFilter
{
    private readonly RowTest[] _tests;

    private RowFilter(IReadOnlyList<RowCondition> conditions)
    {
        _tests = [.. conditions.Select(one => one.Test)];
        SqlCondition[] may = [.. conditions.Select(one => one.May).OfType<SqlCondition>()];
        Sql = may.Length == 0 ? null : SqlCondition.All(may);
        IsExact = conditions.All(one => one.IsExact);
    }

    /// <summary>What lets through at least the rows that pass; null when SQL cannot narrow them.</summary>
    public SqlCondition? Sql { get; }

    /// <summary>Whether <see cref="Sql"/> lets through no others.</summary>
    public bool IsExact { get; }

    /// <summary>Reads a filter by docs/filter.md; or the first thing that is wrong with it. Never throws.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="now">The time that "ago" counts from.</param>
    /// <param name="filter">The filter, when nothing is wrong.</param>
    public static FilterFault? TryRead(string text, DateTimeOffset now, out RowFilter? filter)
    {
        filter = null;
        FilterFault? fault = FilterSyntax.TryRead(text, out IReadOnlyList<FilterTerm> terms);
        var conditions = new List<RowCondition>();
        foreach (FilterTerm term in fault is null ? terms : [])
        {
            if (Compile(term, now, out fault) is not { } condition)
            {
                return fault;
            }

            conditions.Add(condition);
        }

        filter = fault is null ? new RowFilter(conditions) : null;
        return fault;
    }

    /// <summary>Whether a row passes all terms.</summary>
    public bool Matches(in ExchangeRow row)
    {
        foreach (RowTest test in _tests)
        {
            if (!test(row))
            {
                return false;
            }
        }

        return true;
    }

    private static RowCondition? Compile(FilterTerm term, DateTimeOffset now, out FilterFault? fault)
    {
        fault = null;
        RowCondition? condition = term.Field is { } name
            ? CompileField(term, name, now, out fault)
            : FilterFields.AnyCasePaths.Containing(term.Values[0].Text);
        return term.IsNegated ? condition?.Not() : condition;
    }

    private static RowCondition? CompileField(FilterTerm term, string name, DateTimeOffset now, out FilterFault? fault)
    {
        int nameEnd = term.FieldStart + name.Length;
        if (FilterFields.Find(name) is not { } field)
        {
            string message = $"there is no field {name}; there are {FilterFields.Names}. Put it in quotes to search for it";
            fault = new FilterFault(message, term.FieldStart, nameEnd);
            return null;
        }

        if (term.Comparison != FilterOperator.Equal && !field.IsOrdered)
        {
            string written = FilterOperators.TextOf(term.Comparison);
            fault = new FilterFault($"{name} cannot be compared with {written}; use {name}:", nameEnd, nameEnd + written.Length);
            return null;
        }

        var conditions = new List<RowCondition>();
        foreach (FilterValue value in term.Values)
        {
            if (field.Read(value, term.Comparison, now) is not { } condition)
            {
                fault = new FilterFault(field.Advice(term.Comparison), value.Start, value.End);
                return null;
            }

            conditions.Add(condition);
        }

        fault = null;
        return field.Texts is { } texts ? texts.Like(term.Values) : RowCondition.Any(conditions);
    }
}
