using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PodMirror.Bench.Load;

/// <summary>Fills an agent's store with calls as a cluster has them, and asks for a page of them by one filter after the other.</summary>
internal static class FilterLoad
{
    private const int Batch = 1000;
    private const int Asked = 21;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Filters that use an index, that use none, that contain, that are negated, that find nothing, that are made to cost.</summary>
    private static readonly (string Kind, string Filter)[] Filters =
    [
        ("none", ""),
        ("by index: since", "since:1m"),
        ("by index: trace", "trace:000000000000000000000000000003e8"),
        ("common: status", "status:2xx"),
        ("common: service", "service:orders"),
        ("rare: status", "status:507"),
        ("rare: service", "service:rare"),
        ("rare: duration", "duration>29s"),
        ("rare: anomaly", "anomaly:response_missing"),
        ("path, whole", "path:/v1/orders/99999/items"),
        ("path, beginning", "path:/v1/rare/*"),
        ("path, pattern", "path:/v1/*/99999/*"),
        ("contains", "99999"),
        ("contains, other case", "ITEMS/RARE"),
        ("method, other case", "method:trace"),
        ("negated", "-status:2xx -status:4xx -status:5xx"),
        ("negated pattern", "-path:/v1/*s/*i*"),
        ("alternatives", "status:507,508,none method:trace,connect,purge"),
        ("finds nothing: path", "nowhere"),
        ("finds nothing: service", "service:nowhere"),
        ("finds nothing: span", "span:ffffffffffffffff"),
        ("finds nothing: all terms", "service:orders status>=400 method:get duration>=1s -path:/v1/orders/* -anomaly:any"),
        ("made to cost: stars", "path:" + string.Concat(Enumerable.Repeat("*1", 200)) + "*x"),
        ("made to cost: alternatives", "method:" + string.Join(',', Enumerable.Range(0, 350).Select(i => $"m{i}"))),
    ];

    /// <summary>Prints for each filter, as one line of JSON, how long an answer took and how many rows it had.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        int calls = arguments.Number("--calls", 100_000);
        using var client = new HttpClient();
        var web = new Uri(arguments.Text("--web"));
        TimeSpan stored = await FillAsync(client, new Uri(new Uri(arguments.Text("--otlp")), "/v1/traces"), web, calls);
        Console.WriteLine(Line($"{{\"stored\":{calls},\"seconds\":{stored.TotalSeconds:0.0}}}"));
        foreach ((string kind, string filter) in Filters)
        {
            string query = filter.Length == 0 ? "" : "?filter=" + Uri.EscapeDataString(filter);
            (List<double> times, int rows) = await AskAsync(client, new Uri(web, "/api/v1/exchanges" + query));
            string shown = filter.Length <= 90 ? filter : filter[..40] + "...";
            (double median, double max) = (times[Asked / 2], times[^1]);
            Console.WriteLine(Line(
                $"{{\"rows\":{rows},\"median_ms\":{median:0.0},\"max_ms\":{max:0.0},\"kind\":\"{kind}\",\"filter\":\"{shown}\"}}"));
        }

        return 0;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static async Task<TimeSpan> FillAsync(HttpClient client, Uri traces, Uri web, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
        var random = new Random(1);
        for (int first = 0; first < calls; first += Batch)
        {
            using var content = new StringContent(Request(first, Math.Min(Batch, calls - first), calls, now, random), Encoding.UTF8);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage answer = await client.PostAsync(traces, content);
            answer.EnsureSuccessStatusCode();
        }

        while (!(await client.GetStringAsync(new Uri(web, "/metrics"))).Contains("podmirror_agent_queue_spans 0\n", StringComparison.Ordinal))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException("the agent did not store what was sent");
            }

            await Task.Delay(50);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Calls of an hour, with ten to a batch of a service of its own.</summary>
    private static string Request(int first, int count, int calls, long now, Random random)
    {
        string[] services = ["orders", "items", "users", "carts", "search", "payments"];
        IEnumerable<string> resources = Enumerable.Range(0, 10).Select(part =>
        {
            string service = first == 0 && part == 9 ? "rare" : services[random.Next(services.Length)];
            IEnumerable<string> spans = Enumerable.Range(first + (part * count / 10), count / 10)
                .Select(i => FilterCall.Json(i, service, calls, now, random));
            return $$"""
                {"resource":{"attributes":[{{FilterCall.Text("service.name", service)}},{{FilterCall.Text("k8s.namespace.name", "shop")}},
                {{FilterCall.Text("k8s.pod.name", $"{service}-{random.Next(5)}")}}]},"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}
                """;
        });
        return $$"""{"resourceSpans":[{{string.Join(',', resources)}}]}""";
    }

    private static async Task<(List<double> Times, int Rows)> AskAsync(HttpClient client, Uri address)
    {
        var times = new List<double>();
        int rows = 0;
        for (int i = 0; i < Asked; i++)
        {
            long start = Stopwatch.GetTimestamp();
            byte[] answer = await client.GetByteArrayAsync(address);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            using JsonDocument page = JsonDocument.Parse(answer);
            rows = page.RootElement.GetProperty("exchanges").GetArrayLength();
        }

        times.Sort();
        return (times, rows);
    }
}
