using System.Text;

namespace PodMirror.Catalog.Tests.Fuzz;

/// <summary>
/// Calls of any bytes: lines of paths with queries, which are header fields, too, the last line as a body. Every call is counted somewhere.
/// </summary>
internal static class CallFuzz
{
    // All lines again for each line would be all that the time is spent on.
    private const int LongestHeaders = 256;

    public static void Run(ReadOnlySpan<byte> input)
    {
        var catalog = new ApiCatalog(new CatalogLimits { MaxPathNodes = 64, MaxEndpoints = 32, MaxSchemaNodes = 128, MaxSiblings = 8 });
        int cut = input.LastIndexOf((byte)'\n');
        string[] lines = Encoding.UTF8.GetString(input[..Math.Max(0, cut)]).Split('\n');
        foreach (string line in lines)
        {
            int query = line.IndexOf('?', StringComparison.Ordinal);
            catalog.Observe(new ObservedCall
            {
                Service = "api",
                Method = "GET",
                Path = query < 0 ? line : line[..query],
                Query = query < 0 ? "" : line[(query + 1)..],
                Status = 200,
                TimeMillis = line.Length,
                RequestHeaders = input[..Math.Min(LongestHeaders, Math.Max(0, cut))],
                ResponseHeaders = input[(cut + 1)..Math.Min(input.Length, cut + 1 + LongestHeaders)],
                ResponseContentType = "application/json",
                ResponseBody = input[(cut + 1)..],
            });
        }

        catalog.Consolidate();
        ServiceSnapshot service = catalog.Read("api")!;
        if (service.Endpoints.Sum(e => e.Calls) + service.Refused + service.Unconfirmed != lines.Length)
        {
            throw new NotSupportedException("a call that is counted nowhere, or twice");
        }
    }

    public static IEnumerable<byte[]> Seeds() =>
    [
        "/users/17?a=1&b=x\n/users/alice\n/users/bob/orders/\n{\"a\":[1,2.5,\"x\",null,{\"b\":true}]}"u8.ToArray(),
        "x-tenant: a\nX-Page: 7\nx-page: 8\nhost: b\nx-card: REDACTED\n\n:\nx: REDACTED"u8.ToArray(),
        "/a\n/b\n/c\n/d\n/e\n/f\n/g\n/h\n/i\n/j\n[[[[{\"1\":1,\"2\":2,\"3\":3,\"4\":4,\"5\":5,\"6\":6,\"7\":7}]]]]"u8.ToArray(),
    ];
}
