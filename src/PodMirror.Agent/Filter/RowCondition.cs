using PodMirror.Agent.Store;

namespace PodMirror.Agent.Filter;

/// <summary>
/// A test of rows, with what SQL can say of it. SQL folds the case of ASCII alone and knows no pattern that a hostile one could not make run long, so
/// that it often cannot say the same: then <paramref name="May"/> lets through at least the rows that pass, and <paramref name="Must"/> no others.
/// </summary>
/// <param name="Test">The truth.</param>
/// <param name="May">Holds of each row that passes, and of others perhaps; null when SQL cannot narrow the rows.</param>
/// <param name="Must">Holds of no row that does not pass; null when SQL can be sure of none. Negated it is what the opposite may be.</param>
internal sealed record RowCondition(RowTest Test, SqlCondition? May, SqlCondition? Must)
{
    /// <summary>One of which SQL says just the same.</summary>
    public static RowCondition Exact(RowTest test, SqlCondition sql) => new(test, sql, sql);

    /// <summary>Whether SQL says just the same.</summary>
    public bool IsExact => May is not null && ReferenceEquals(May, Must);

    /// <summary>One of them holds.</summary>
    public static RowCondition Any(IReadOnlyList<RowCondition> conditions)
    {
        if (conditions.Count == 1)
        {
            return conditions[0];
        }

        RowTest[] tests = [.. conditions.Select(one => one.Test)];
        return OfSql(AnyTest(tests), conditions);
    }

    /// <summary>It does not hold.</summary>
    public RowCondition Not()
    {
        RowTest test = Test;
        bool Opposite(in ExchangeRow row) => !test(row);
        SqlCondition? may = Must?.Not();
        return new RowCondition(Opposite, may, IsExact ? may : May?.Not());
    }

    private static RowCondition OfSql(RowTest test, IReadOnlyList<RowCondition> conditions)
    {
        if (conditions.Count > FilterLimits.MaxSqlAlternatives)
        {
            return new RowCondition(test, null, null);
        }

        SqlCondition[] may = [.. conditions.Select(one => one.May).OfType<SqlCondition>()];
        SqlCondition[] must = [.. conditions.Select(one => one.Must).OfType<SqlCondition>()];
        SqlCondition? anyMay = may.Length == conditions.Count ? SqlCondition.Any(may) : null;
        SqlCondition? anyMust = must.Length > 0 ? SqlCondition.Any(must) : null;
        return new RowCondition(test, anyMay, conditions.All(one => one.IsExact) ? anyMay : anyMust);
    }

    private static RowTest AnyTest(RowTest[] tests)
    {
        bool Passes(in ExchangeRow row)
        {
            foreach (RowTest test in tests)
            {
                if (test(row))
                {
                    return true;
                }
            }

            return false;
        }

        return Passes;
    }
}
