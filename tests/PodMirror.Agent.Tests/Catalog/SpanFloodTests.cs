using PodMirror.Agent.Catalog;
using PodMirror.Catalog;

namespace PodMirror.Agent.Tests.Catalog;

[Collection(nameof(Alone))]
public sealed class SpanFloodTests
{
    private const int Spans = 200_000;

    private static readonly byte[] Span = new TestSpan
    {
        Path = "/w-pathone/x-pathtwo",
        Attributes =
        [
            ("url.query", "qpathone=1"),
            ("attribute.pathtwo", "x"),
            ("podmirror.sensitive.pathone", new object[] { "response.body:$.pathtwo" }),
            ("network.local.address", "pathone"),
            ("client.address", "pathtwo"),
            ("http.response.header.content-type", new object[] { "application/json" }),
            ("http.response.body.content", """{"kpathone":{"kpathtwo":"pathone"}}"""),
        ],
    }.ToBytes();

    [Fact]
    public void Paths_names_and_keys_without_end_are_bounded_and_said_to_be_capped()
    {
        var reader = new CallReader();
        var catalog = new ApiCatalog();
        byte[] span = [.. Span];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Spans; i++)
        {
            Put(span, "pathone"u8, i);
            Put(span, "pathtwo"u8, i * 7);
            Assert.Null(reader.TryRead("shop"u8, span, TestSpan.BaseTimeNs, out ObservedCall call));
            catalog.Observe(call);
        }

        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        CatalogTotals totals = catalog.Totals();
        Assert.InRange(held, 0, 96L << 20);
        Assert.InRange(totals.Endpoints, 1, catalog.Limits.MaxEndpoints);
        Assert.InRange(totals.Schemas, 1, catalog.Limits.MaxSchemaNodes);
        ServiceSnapshot service = catalog.Read("shop")!;
        Assert.Equal((true, (long)Spans), (service.Capped, service.Endpoints.Sum(endpoint => endpoint.Calls) + service.Refused));
        GC.KeepAlive(reader);
    }

    // In the places where the span that all are made of has the word: of letters only, as what looks like an id is a value at once.
    private static void Put(byte[] span, ReadOnlySpan<byte> word, int number)
    {
        Span<byte> letters = stackalloc byte[7];
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = "bcdfghjklmnp"u8[number % 12];
            number /= 12;
        }

        ReadOnlySpan<byte> original = SpanFloodTests.Span;
        for (int at = 0; original[at..].IndexOf(word) is var next and >= 0; at += next + word.Length)
        {
            letters.CopyTo(span.AsSpan(at + next));
        }
    }
}
