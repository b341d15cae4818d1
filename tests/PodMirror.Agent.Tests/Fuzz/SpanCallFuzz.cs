using PodMirror.Agent.Catalog;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Catalog;

namespace PodMirror.Agent.Tests.Fuzz;

/// <summary>
/// A span of any bytes that the receiver takes, read as a call and counted: no text of it is longer than it may be, and the catalog has the call
/// somewhere.
/// </summary>
internal static class SpanCallFuzz
{
    private const int LongestText = 16_384;

    public static void Run(ReadOnlySpan<byte> input)
    {
        if (!SpanFields.TryRead(input, out SpanFields fields, out _))
        {
            return;
        }

        var reader = new CallReader();
        var catalog = new ApiCatalog(new CatalogLimits { MaxPathNodes = 32, MaxEndpoints = 8, MaxSchemaNodes = 64 });

        // The second reading finds in its buffers what the first has left there.
        for (int i = 0; i < 2; i++)
        {
            if (reader.TryRead("shop"u8, input, fields.StartNs, out ObservedCall call) is not null)
            {
                return;
            }

            if (call.Service.IsEmpty || call.Path.IsEmpty || call.Path.Length > LongestText || call.Query.Length > LongestText)
            {
                throw new InvalidOperationException("a text that is missing, or too long");
            }

            catalog.Observe(call);
        }

        catalog.Consolidate();
        if (catalog.Read().Services.Sum(service => service.Calls) != 2)
        {
            throw new InvalidOperationException("a call that is counted nowhere, or twice");
        }
    }

    public static IEnumerable<byte[]> Seeds() =>
    [
        new TestSpan
        {
            Attributes =
            [
                ("url.query", "api_key=x&a=1"), ("server.address", "shop"), ("server.port", 8080), ("client.address", "10.0.0.1"),
                ("network.peer.address", "10.0.0.2"), ("network.local.address", "10.0.0.3"),
                ("http.request.header.authorization", new object[] { "Bearer REDACTED" }),
                ("http.request.header.cookie", new object[] { "a=b; sid=c" }),
                ("http.request.header.x-tenant", new object[] { "a", "7" }), ("http.response.header.location", new object[] { "/a" }),
                ("http.request.header.content-type", new object[] { "application/json" }), ("http.request.body.content", """{"a":[1]}"""),
                ("podmirror.sensitive.jwt", new object[] { "request.header:authorization" }),
                ("podmirror.http.request.body.truncated", true),
            ],
        }.ToBytes(),
        new TestSpan { Kind = 3, Attributes = [("rpc.system.name", "grpc"), ("rpc.status_code", "NOT_FOUND"), ("server.address", "a.b")] }.ToBytes(),
        new TestSpan { Attributes = [("graphql.operation.type", "query"), ("graphql.operation.name", "A")] }.ToBytes(),
        new TestSpan { Status = 101, Attributes = [("http.request.header.upgrade", new object[] { "websocket" })] }.ToBytes(),
    ];
}
