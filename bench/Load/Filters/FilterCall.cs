using System.Globalization;

namespace PodMirror.Bench.Load;

/// <summary>A call of a store that is filled to be filtered, as an OTLP/JSON span.</summary>
internal static class FilterCall
{
    private const long NanosecondsPerHour = 3_600_000_000_000;

    private static readonly string Body = new('x', 200);

    /// <summary>The span of a number.</summary>
    public static string Json(int number, string service, int calls, long now, Random random)
    {
        long start = now - NanosecondsPerHour + (number * (NanosecondsPerHour / calls));
        long duration = number == calls / 2 ? 30_000_000_000 : (long)(1_000_000 * Math.Exp(random.NextDouble() * 6));
        string path = number % 20_000 == 19_999 ? $"/v1/rare/{number}/items/Rare" : $"/v1/{service}/{number}/items";
        string method = number % 50_000 == 49_999 ? "TRACE" : random.Next(10) switch { < 6 => "GET", < 8 => "POST", 8 => "PUT", _ => "DELETE" };
        int status = number % 50_000 == 4_999 ? 507
            : number % 25_000 == 9_999 ? 301
            : random.Next(100) switch { < 90 => 200, < 96 => 404, < 98 => 503, _ => 201 };
        string anomaly = number % 30_000 == 29_999
            ? """,{"key":"podmirror.anomalies","value":{"arrayValue":{"values":[{"stringValue":"response_missing"}]}}}"""
            : "";
        string code = anomaly.Length > 0 ? "" : $$$""",{"key":"http.response.status_code","value":{"intValue":"{{{status}}}"}}""";
        string texts = string.Join(',', Text("http.request.method", method), Text("url.path", path), Text("http.response.body.content", Body));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"traceId\":\"{number + 1:x32}\",\"spanId\":\"{number + 1:x16}\",\"name\":\"{method}\",\"kind\":2,"
                + $"\"startTimeUnixNano\":\"{start}\",\"endTimeUnixNano\":\"{start + duration}\",\"attributes\":[{texts}{code}{anomaly}]}}");
    }

    /// <summary>An attribute.</summary>
    public static string Text(string key, string value) => $$$"""{"key":"{{{key}}}","value":{"stringValue":"{{{value}}}"}}""";
}
