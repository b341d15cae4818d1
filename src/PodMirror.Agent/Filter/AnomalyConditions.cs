using PodMirror.Agent.Store;
using PodMirror.Exchange;

namespace PodMirror.Agent.Filter;

/// <summary>Conditions on what was not clean. The names stand in the row with a comma before and after each.</summary>
internal static class AnomalyConditions
{
    private const string Names = "trim(e.anomalies, ',')";

    private static readonly HashSet<string> Known =
        [.. Enumerable.Range(0, AnomalyNames.Count).Select(AnomalyNames.Of)];

    /// <summary>A name, some of its letters, any or none; null when there is no anomaly of that name.</summary>
    public static RowCondition? Of(FilterValue value)
    {
        TextPattern pattern = TextPattern.Of(value, ignoreCase: false);
        bool HasOne(in ExchangeRow row)
        {
            foreach (Range part in row.Anomalies.Split((byte)','))
            {
                if (!row.Anomalies[part].IsEmpty && pattern.Matches(row.Anomalies[part]))
                {
                    return true;
                }
            }

            return false;
        }

        return value.Text switch
        {
            "any" => Any,
            "none" => Any.Not(),
            _ when value.IsPattern => new RowCondition(HasOne, new SqlCondition($"{Names} <> ''"), null),
            _ when Known.Contains(value.Text) => RowCondition.Exact(HasOne, new SqlCondition("instr(e.anomalies, ?) > 0", $",{value.Text},")),
            _ => null,
        };
    }

    private static RowCondition Any { get; } = RowCondition.Exact(
        (in row) => row.Anomalies.ContainsAnyExcept((byte)','), new SqlCondition($"{Names} <> ''"));
}
