using PodMirror.Exchange;

namespace PodMirror.Agent.Filter;

/// <summary>Every field of the filter language by its name, in the order in which they are told of.</summary>
internal static class FilterFields
{
    private const string TimeAdvice = "write a time such as 2026-01-31T12:00:00Z, or how long ago, such as 15m";
    private const int TraceIdDigits = 32;
    private const int SpanIdDigits = 16;

    private static readonly TextConditions Paths = new((in row) => row.Path, "e.path", ignoreCase: false);

    private static readonly (string Name, FilterField Field)[] All =
    [
        ("method", Text(new((in row) => row.Method, "e.method", ignoreCase: true))),
        ("path", new(
            IsOrdered: false,
            (value, _, _) => value.IsQuoted || value.Text[0] is '/' or '*' ? Paths.Like([value]) : null,
            _ => "begin it with / or *; a word alone finds paths that contain it",
            Paths)),
        ("host", Text(new((in row) => row.Host, "e.host", ignoreCase: true))),
        ("status", new(IsOrdered: true, (value, comparison, _) => NumberConditions.Status(value.Text, comparison), StatusAdvice)),
        ("duration", new(IsOrdered: true, ReadDuration, _ => "write a duration such as 250us, 10ms or 1.5s")),
        ("service", Text(new((in row) => row.Service, "r.service", ignoreCase: false))),
        ("namespace", Text(new((in row) => row.Namespace, "r.namespace", ignoreCase: false))),
        ("pod", Text(new((in row) => row.Pod, "r.pod", ignoreCase: false))),
        ("name", Text(new((in row) => row.Name, "e.name", ignoreCase: false))),
        ("direction", new(IsOrdered: false, (value, _, _) => ReadDirection(value.Text), _ => "write ingress, egress, unknown")),
        ("anomaly", new(
            IsOrdered: false,
            (value, _, _) => AnomalyConditions.Of(value),
            _ => "there is no anomaly of that name; write any, none or one such as response_missing")),
        ("since", new(IsOrdered: false, (value, _, now) => ReadTime(value.Text, isStart: true, now), _ => TimeAdvice)),
        ("until", new(IsOrdered: false, (value, _, now) => ReadTime(value.Text, isStart: false, now), _ => TimeAdvice)),
        ("trace", Id((in row) => row.TraceId, "e.trace_id", TraceIdDigits)),
        ("span", Id((in row) => row.SpanId, "e.span_id", SpanIdDigits)),
    ];

    private static readonly Dictionary<string, FilterField> ByName = All.ToDictionary(pair => pair.Name, pair => pair.Field, StringComparer.Ordinal);

    /// <summary>The names, for who wrote one that there is not.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(pair => pair.Name));

    /// <summary>What a text without a field is looked for in.</summary>
    public static TextConditions AnyCasePaths { get; } = new((in row) => row.Path, "e.path", ignoreCase: true);

    /// <summary>The field of that name; null when there is none.</summary>
    public static FilterField? Find(string name) => ByName.GetValueOrDefault(name);

    private static FilterField Text(TextConditions conditions) =>
        new(IsOrdered: false, (value, _, _) => conditions.Like([value]), _ => "", conditions);

    private static FilterField Id(TextColumn column, string sql, int digits)
    {
        RowCondition? Read(FilterValue value, FilterOperator comparison, DateTimeOffset now)
        {
            if (value.Text.Length != digits || !value.Text.All(char.IsAsciiHexDigit))
            {
                return null;
            }

            byte[] id = Convert.FromHexString(value.Text);
            return RowCondition.Exact((in row) => column(row).SequenceEqual(id), new SqlCondition($"{sql} = ?", id));
        }

        return new(IsOrdered: false, Read, _ => $"write {digits} hexadecimal digits");
    }

    private static string StatusAdvice(FilterOperator comparison) => comparison == FilterOperator.Equal
        ? "write a status such as 404, 5xx, or none for calls without a response"
        : "write a status from 100 to 999";

    private static RowCondition? ReadDuration(FilterValue value, FilterOperator comparison, DateTimeOffset now) =>
        FilterDuration.TryRead(value.Text, out double nanoseconds) ? NumberConditions.Duration(nanoseconds, comparison) : null;

    private static RowCondition? ReadTime(string text, bool isStart, DateTimeOffset now) =>
        FilterTime.TryRead(text, now, out double milliseconds) ? NumberConditions.Time(milliseconds, isStart) : null;

    private static RowCondition? ReadDirection(string text)
    {
        Direction? wanted = text switch
        {
            "ingress" => Direction.Ingress,
            "egress" => Direction.Egress,
            "unknown" => Direction.Unknown,
            _ => null,
        };
        return wanted is { } direction
            ? RowCondition.Exact((in row) => row.Direction == direction, new SqlCondition("e.direction = ?", (long)direction))
            : null;
    }
}
