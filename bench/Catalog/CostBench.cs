using System.Diagnostics;
using System.Globalization;
using System.Text;
using PodMirror.Catalog;

namespace PodMirror.Bench.Catalog;

/// <summary>What a call costs, searches for values included, and what so many endpoints hold.</summary>
internal static class CostBench
{
    private const int Calls = 1_000_000;
    private const int Services = 50;

    /// <summary>Prints one line.</summary>
    public static void Run(int endpoints)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var catalog = new ApiCatalog();
        byte[][] bodies = [.. Enumerable.Range(0, 200).Select(Body)];
        string[] paths = [.. Enumerable.Range(0, endpoints).Select(PathOf)];
        Observe(catalog, paths, bodies, Calls / 4);
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        Observe(catalog, paths, bodies, Calls);
        TimeSpan used = Process.GetCurrentProcess().TotalProcessorTime - start;
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;

        // After that: a method that runs once keeps what it calls alive to its end.
        long known = catalog.Read().Services.Sum(s => (long)s.Endpoints.Count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"endpoints\":{known},\"calls\":{Calls},\"us_per_call\":{used.TotalMicroseconds / Calls:0.00},\"mib\":{held / 1048576.0:0.0}}}"));
    }

    private static void Observe(ApiCatalog catalog, string[] paths, byte[][] bodies, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            int endpoint = (int)((uint)i * 2654435761 % (uint)paths.Length);
            byte[] body = bodies[endpoint % bodies.Length];
            bool post = endpoint % 4 == 0;
            catalog.Observe(new ObservedCall
            {
                Service = ServiceNames[endpoint % Services],
                Method = post ? "POST" : "GET",
                Path = paths[endpoint],
                Query = post ? "" : "page=3",
                Status = 200,
                TimeMillis = 1_790_000_000_000 + i,
                DurationMicros = 800 + (i % 5000),
                ResponseBody = body,
                ResponseContentType = "application/json",
                RequestBody = post ? body.AsSpan(0, 100) : [],
                RequestBodyTruncated = post,
                RequestContentType = post ? "application/json" : "",
                RequestHeaders = RequestHeaders,
                ResponseHeaders = ResponseHeaders,
                Caller = "shop",
                Auth = AuthEvidence.BearerJwt,
            });
        }
    }

    // As a browser behind a proxy sends them, with two of the API's own, and as its server answers.
    private static ReadOnlySpan<byte> RequestHeaders =>
        """
        host:shop.example.com
        user-agent:Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0
        accept:application/json
        accept-language:en-GB,en;q=0.5
        accept-encoding:gzip, deflate, br
        authorization:Bearer REDACTED
        x-forwarded-for:203.0.113.7
        x-forwarded-proto:https
        x-request-id:6f9619ff-8b86-d011-b42d-00c04fc964ff
        traceparent:00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
        x-tenant:north
        x-api-version:2026-10-01

        """u8;

    private static ReadOnlySpan<byte> ResponseHeaders =>
        """
        content-type:application/json
        content-length:612
        date:Mon, 30 Nov 2026 02:00:00 GMT
        server:nginx
        cache-control:no-store
        vary:Accept-Encoding
        x-ratelimit-remaining:4711
        etag:"33a64df5"

        """u8;

    private static readonly string[] ServiceNames = [.. Enumerable.Range(0, Services).Select(i => $"service-{i}")];

    // Each with the id that its caller asks for.
    private static string PathOf(int endpoint) => $"/v1/{Word(endpoint)}s/{1000 + (endpoint % 900)}/{Word(endpoint / 7)}";

    private static string Word(int number)
    {
        var word = new StringBuilder();
        for (int rest = number + 26; rest > 0; rest /= 26)
        {
            word.Append((char)('a' + (rest % 26)));
        }

        return word.Append("thing").ToString();
    }

    private static byte[] Body(int number) => Encoding.UTF8.GetBytes(
        $$$"""
        {"id":{{{number}}},"{{{Word(number)}}}":"a value","created_at":"2026-10-21T07:28:00Z","ref":"6f9619ff-8b86-d011-b42d-00c04fc964ff","items":[
        {"sku":"AB-1","price":12.5,"count":2,"inStock":true},{"sku":"AB-2","price":1.25,"count":7,"inStock":false}],
        "owner":{"name":"x","email":"a@example.com"},"state":"open","tags":["new","blue"],"total":27.5,"note":null,
        "links":{"self":"https://example.com/a/1","next":"https://example.com/a/2"}}
        """);
}
