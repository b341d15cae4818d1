using System.Globalization;
using System.Text;
using System.Text.Json;
using PodMirror.Agent.Store;
using PodMirror.Exchange;
using PodMirror.TestKit;

namespace PodMirror.Agent.Tests.Filter;

/// <summary>tests/filter-cases.json: what each filter finds, or why it cannot be read. The page's tests read the same file.</summary>
internal static class FilterCases
{
    private static readonly JsonElement Table =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestData.Repository(), "tests", "filter-cases.json"))).RootElement;

    /// <summary>The time that "ago" counts from.</summary>
    public static DateTimeOffset Now { get; } = Table.GetProperty("now").GetDateTimeOffset();

    /// <summary>The rows, in the form of the API.</summary>
    public static IReadOnlyList<JsonElement> Rows { get; } = [.. Table.GetProperty("rows").EnumerateArray()];

    /// <summary>Filters with the ids of the rows that they find.</summary>
    public static IEnumerable<(string Filter, long[] Ids)> Finding => Cases("ids")
        .Select(one => (one.Filter, one.Expected.EnumerateArray().Select(id => id.GetInt64()).ToArray()));

    /// <summary>Filters with what is wrong with them.</summary>
    public static IEnumerable<(string Filter, string Message, int Start, int End)> Failing => Cases("error").Select(one => (
        one.Filter, one.Expected.GetProperty("message").GetString()!, one.Expected.GetProperty("start").GetInt32(),
        one.Expected.GetProperty("end").GetInt32()));

    /// <summary>The id of a row of the API by that of its span.</summary>
    public static long IdOf(string spanId) => Rows.First(row => row.GetProperty("span_id").GetString() == spanId).GetProperty("id").GetInt64();

    /// <summary>A row as the store and the live stream have it.</summary>
    public static ExchangeRow RowOf(JsonElement row)
    {
        string anomalies = string.Join(',', row.GetProperty("anomalies").EnumerateArray().Select(one => one.GetString()));
        return new ExchangeRow
        {
            Id = row.GetProperty("id").GetInt64(),
            TimeNs = TimeOf(row.GetProperty("time").GetString()!),
            DurationNs = row.GetProperty("duration_ns").GetInt64(),
            Direction = Enum.Parse<Direction>(row.GetProperty("direction").GetString()!, ignoreCase: true),
            Service = TextOf(row, "service"),
            Namespace = TextOf(row, "namespace"),
            Pod = TextOf(row, "pod"),
            Name = TextOf(row, "name"),
            Method = TextOf(row, "method"),
            Path = TextOf(row, "path"),
            Host = TextOf(row, "host"),
            Status = row.GetProperty("status") is { ValueKind: JsonValueKind.Number } status ? status.GetInt64() : null,
            Anomalies = anomalies.Length == 0 ? [] : Encoding.UTF8.GetBytes($",{anomalies},"),
            TraceId = Convert.FromHexString(row.GetProperty("trace_id").GetString()!),
            SpanId = Convert.FromHexString(row.GetProperty("span_id").GetString()!),
        };
    }

    /// <summary>A row as a sender would send it.</summary>
    public static byte[] RequestOf(JsonElement json)
    {
        ExchangeRow row = RowOf(json);
        var span = new TestSpan
        {
            TraceId = row.TraceId.ToArray(),
            SpanId = row.SpanId.ToArray(),
            StartNs = row.TimeNs,
            DurationNs = row.DurationNs,
            Kind = row.Direction switch { Direction.Ingress => 2, Direction.Egress => 3, _ => 1 },
            Name = Encoding.UTF8.GetString(row.Name),
            Method = json.GetProperty("method").GetString(),
            Path = json.GetProperty("path").GetString(),
            Status = (int?)row.Status,
            Anomalies = [.. json.GetProperty("anomalies").EnumerateArray().Select(one => one.GetString()!)],
            Attributes = json.GetProperty("host").GetString() is { } host ? [("server.address", host)] : [],
        };
        return TestRequest.From(
            Encoding.UTF8.GetString(row.Service), Encoding.UTF8.GetString(row.Namespace), Encoding.UTF8.GetString(row.Pod), span);
    }

    /// <summary>All nine digits, which no type of .NET holds.</summary>
    private static long TimeOf(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        long seconds = DateTimeOffset.Parse(text[..point] + "Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        return (seconds * 1_000_000_000) + long.Parse(text[(point + 1)..^1], CultureInfo.InvariantCulture);
    }

    private static byte[] TextOf(JsonElement row, string name) => Encoding.UTF8.GetBytes(row.GetProperty(name).GetString() ?? "");

    private static IEnumerable<(string Filter, JsonElement Expected)> Cases(string kind)
    {
        foreach (JsonElement one in Table.GetProperty("cases").EnumerateArray())
        {
            if (one.TryGetProperty(kind, out JsonElement expected))
            {
                yield return (one.GetProperty("filter").GetString()!, expected);
            }
        }
    }
}
