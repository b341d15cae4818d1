using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using PodMirror.Catalog;

namespace PodMirror.Bench.Micro;

/// <summary>What a call of an endpoint that the catalog knows costs: without a body, with JSON of 400 bytes and of 4 KiB.</summary>
[MemoryDiagnoser]
public class CatalogBenchmarks
{
    private readonly ApiCatalog _catalog = new();
    private readonly string[] _paths = [.. Enumerable.Range(0, 1000).Select(PathOf)];
    private readonly byte[] _small = Body(3);
    private readonly byte[] _large = Body(36);
    private int _next;

    /// <summary>No body.</summary>
    [Benchmark(Baseline = true)]
    public void Bare() => Observe([]);

    /// <summary>Some 400 bytes.</summary>
    [Benchmark]
    public void Small() => Observe(_small);

    /// <summary>Some 4 KiB.</summary>
    [Benchmark]
    public void Large() => Observe(_large);

    private void Observe(byte[] body)
    {
        _next++;
        _catalog.Observe(new ObservedCall
        {
            Service = "shop",
            Method = "GET",
            Path = _paths[_next % _paths.Length],
            Query = "page=3",
            Status = 200,
            TimeMillis = 1_790_000_000_000 + _next,
            DurationMicros = 800 + (_next % 5000),
            ResponseBody = body,
            ResponseContentType = body.Length > 0 ? "application/json" : "",
            Caller = "web",
            Auth = AuthEvidence.BearerJwt,
        });
    }

    private static string PathOf(int order) => string.Create(CultureInfo.InvariantCulture, $"/v1/orders/{order}/items");

    private static byte[] Body(int items)
    {
        IEnumerable<string> all = Enumerable.Range(0, items).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"sku":"AB-{{i}}","price":12.5,"inStock":true,"createdAt":"2026-10-21T07:28:00Z","tags":["new","blue"],"note":null}"""));
        return Encoding.UTF8.GetBytes($$"""{"total":{{items}},"items":[{{string.Join(',', all)}}]}""");
    }
}
