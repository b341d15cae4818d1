using Microsoft.Extensions.Primitives;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Filter;
using PodMirror.Agent.Store;
using PodMirror.Exchange;

namespace PodMirror.Agent.Api;

/// <summary>
/// Reads a list's query. A parameter that is not known, comes twice, or cannot be read is a problem that names it: a filter that is silently
/// not applied shows the wrong rows.
/// </summary>
internal static class FilterParameters
{
    /// <summary>Rows of one page at most; more would keep a reader busy for long.</summary>
    public const int MaxLimit = 1000;

    /// <summary>A filter's text at most, in characters.</summary>
    public const int MaxTextLength = 2048;

    private const string Any = "any";

    private static readonly string[] Anomalies = [.. Enumerable.Range(0, AnomalyNames.Count).Select(AnomalyNames.Of)];

    private delegate string? Reader(ref ExchangeFilter filter, string text, TimeProvider clock);

    private static readonly Dictionary<string, Reader> Readers = new(StringComparer.Ordinal)
    {
        ["service"] = (ref filter, text, _) => Set(ref filter, filter with { Service = text }),
        ["namespace"] = (ref filter, text, _) => Set(ref filter, filter with { Namespace = text }),
        ["pod"] = (ref filter, text, _) => Set(ref filter, filter with { Pod = text }),
        ["method"] = (ref filter, text, _) => Set(ref filter, filter with { Method = text }),
        ["q"] = (ref filter, text, _) => Set(ref filter, filter with { PathContains = text }),
        ["anomaly"] = ReadAnomaly,
        ["path"] = ReadPath,
        ["status"] = ReadStatus,
        ["direction"] = ReadDirection,
        ["min_duration"] = ReadMinDuration,
        ["since"] = (ref filter, text, clock) => ReadTime(text, clock, out long ns) ?? Set(ref filter, filter with { SinceNs = ns }),
        ["until"] = (ref filter, text, clock) => ReadTime(text, clock, out long ns) ?? Set(ref filter, filter with { UntilNs = ns }),
        ["trace_id"] = ReadTraceId,
        ["limit"] = ReadLimit,
        ["cursor"] = ReadCursor,
    };

    /// <summary>The filter that a query asks for, or what is wrong with the query.</summary>
    public static Problem? TryRead(IQueryCollection query, TimeProvider clock, out ExchangeFilter filter)
    {
        filter = new ExchangeFilter();
        foreach ((string name, StringValues values) in query)
        {
            if (name == FilterParameter.Name)
            {
                if (FilterParameter.TryRead(values, clock, out RowFilter? where) is { } problem)
                {
                    return problem;
                }

                filter = filter with { Where = where };
                continue;
            }

            if (!Readers.TryGetValue(name, out Reader? read))
            {
                return Problem.OfParameter(name, $"there is no such parameter; there are {string.Join(", ", Readers.Keys)}, {FilterParameter.Name}");
            }

            if (values.Count != 1 || values[0] is not { Length: > 0 and <= MaxTextLength } text)
            {
                return Problem.OfParameter(name, $"give it once, with 1 to {MaxTextLength} characters");
            }

            if (read(ref filter, text, clock) is { } detail)
            {
                return Problem.OfParameter(name, detail);
            }
        }

        return null;
    }

    private static string? Set(ref ExchangeFilter filter, ExchangeFilter next)
    {
        filter = next;
        return null;
    }

    private static string? ReadStatus(ref ExchangeFilter filter, string text, TimeProvider clock) =>
        StatusRange.TryParse(text, out StatusRange range)
            ? Set(ref filter, filter with { Status = range })
            : $"write 200, 2xx, >=500, <400, or none for exchanges without a response; {StatusRange.Lowest} to {StatusRange.Highest} can be met";

    private static string? ReadAnomaly(ref ExchangeFilter filter, string text, TimeProvider clock)
    {
        if (text == Any)
        {
            return Set(ref filter, filter with { Anomaly = "" });
        }

        return Anomalies.Contains(text, StringComparer.Ordinal)
            ? Set(ref filter, filter with { Anomaly = text })
            : $"write {Any}, or one of {string.Join(", ", Anomalies)}";
    }

    private static string? ReadPath(ref ExchangeFilter filter, string text, TimeProvider clock) =>
        text == "*" || text.StartsWith('/')
            ? Set(ref filter, filter with { Path = text.TrimEnd('*'), PathIsPrefix = text.EndsWith('*') })
            : "begin it with /, and end it with * for paths that begin so; q finds a text anywhere in a path";

    private static string? ReadDirection(ref ExchangeFilter filter, string text, TimeProvider clock)
    {
        Direction? direction = text switch
        {
            "ingress" => Direction.Ingress,
            "egress" => Direction.Egress,
            "unknown" => Direction.Unknown,
            _ => null,
        };
        return direction is null ? "write ingress, egress or unknown" : Set(ref filter, filter with { Direction = direction });
    }

    private static string? ReadMinDuration(ref ExchangeFilter filter, string text, TimeProvider clock) =>
        DurationText.TryParseNanoseconds(text, out long ns) ? Set(ref filter, filter with { MinDurationNs = ns }) : $"write {DurationText.Form}";

    private static string? ReadTime(string text, TimeProvider clock, out long ns)
    {
        if (Rfc3339.TryParse(text, out ns))
        {
            return null;
        }

        if (!DurationText.TryParseNanoseconds(text, out long ago))
        {
            return "write a time such as 2026-01-31T12:00:00Z, or how long ago, such as 15m";
        }

        ns = UnixTime.Nanoseconds(clock.GetUtcNow()) - ago;
        return null;
    }

    private static string? ReadTraceId(ref ExchangeFilter filter, string text, TimeProvider clock)
    {
        bool valid = text.Length == 32 && text.All(char.IsAsciiHexDigit);
        return valid ? Set(ref filter, filter with { TraceId = Convert.FromHexString(text) }) : "write 32 hexadecimal digits";
    }

    private static string? ReadLimit(ref ExchangeFilter filter, string text, TimeProvider clock) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, null, out int limit) && limit is >= 1 and <= MaxLimit
            ? Set(ref filter, filter with { Limit = limit })
            : $"write a number from 1 to {MaxLimit}";

    private static string? ReadCursor(ref ExchangeFilter filter, string text, TimeProvider clock) =>
        ExchangeCursor.TryParse(text, out ExchangeCursor cursor)
            ? Set(ref filter, filter with { Cursor = cursor })
            : "use next_cursor of an answer as it is";
}
