namespace PodMirror.Agent.Filter;

/// <summary>Conditions on what is a number: status, duration, time.</summary>
internal static class NumberConditions
{
    private const double NanosecondsPerMillisecond = 1e6;

    /// <summary>A status: 404, 5xx, none, or a comparison with a number. Null when the text is none of them.</summary>
    public static RowCondition? Status(string text, FilterOperator comparison)
    {
        if (comparison == FilterOperator.Equal && text == "none")
        {
            return RowCondition.Exact((in row) => row.Status is null, new SqlCondition("e.status IS NULL"));
        }

        if (text.Length != 3 || text[0] is < '1' or > '9')
        {
            return null;
        }

        if (comparison == FilterOperator.Equal && text.EndsWith("xx", StringComparison.OrdinalIgnoreCase))
        {
            long least = (text[0] - '0') * 100;
            return RowCondition.Exact(
                (in row) => row.Status >= least && row.Status <= least + 99, new SqlCondition("e.status BETWEEN ? AND ?", least, least + 99));
        }

        if (!char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[2]))
        {
            return null;
        }

        long wanted = long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return RowCondition.Exact(
            (in row) => row.Status is { } status && FilterOperators.Holds(status, comparison, wanted),
            new SqlCondition($"e.status {FilterOperators.SqlOf(comparison)} ?", wanted));
    }

    /// <summary>A comparison with a duration in nanoseconds.</summary>
    public static RowCondition Duration(double wanted, FilterOperator comparison) => RowCondition.Exact(
        (in row) => FilterOperators.Holds(row.DurationNs, comparison, wanted),
        new SqlCondition($"CAST(e.duration_ns AS REAL) {FilterOperators.SqlOf(comparison)} ?", wanted));

    /// <summary>Whether a call began at or after a time, or before it. A row's time counts in whole milliseconds, as it does in the page.</summary>
    /// <param name="milliseconds">Since 1970.</param>
    /// <param name="isStart">At or after it.</param>
    public static RowCondition Time(double milliseconds, bool isStart)
    {
        // A double that is past what a long holds becomes its bound.
        long wanted = (long)(Math.Ceiling(milliseconds) * NanosecondsPerMillisecond);
        return isStart
            ? RowCondition.Exact((in row) => row.TimeNs >= wanted, new SqlCondition("e.time_ns >= ?", wanted))
            : RowCondition.Exact((in row) => row.TimeNs < wanted, new SqlCondition("e.time_ns < ?", wanted));
    }
}
