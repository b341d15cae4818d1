using PodMirror.TestKit;

namespace PodMirror.Catalog.Tests;

public sealed class BoundTests
{
    private static readonly CatalogLimits Small = new() { MaxPathNodes = 400, MaxEndpoints = 100, MaxServices = 3 };

    [Fact]
    public void Any_number_of_different_paths_stays_within_the_limits_and_says_so()
    {
        var catalog = new ApiCatalog(Small);
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            catalog.See("GET", $"/{Word(random)}/{Word(random)}/{Word(random)}");
        }

        ServiceSnapshot service = catalog.Read("api")!;
        Assert.InRange(service.Endpoints.Count, 1, Small.MaxEndpoints);
        Assert.True(service.Capped);
        Assert.Equal(100_000, service.Endpoints.Sum(e => e.Calls) + service.Refused + service.Unconfirmed);
    }

    [Fact]
    public void A_service_that_finds_all_endpoints_taken_says_so_too()
    {
        var catalog = new ApiCatalog(new CatalogLimits { MaxEndpoints = 1 });
        catalog.See("GET", "/first");
        catalog.Observe(new ObservedCall { Service = "late", Method = "GET", Path = "/second", Status = 200, TimeMillis = 0 });
        Assert.Equal((false, true, 1L), (catalog.Read("api")!.Capped, catalog.Read("late")!.Capped, catalog.Read("late")!.Refused));
    }

    [Fact]
    public void A_path_of_any_depth_and_length_is_cut()
    {
        var catalog = new ApiCatalog();
        catalog.See("GET", string.Concat(Enumerable.Repeat("/a", 5000)));
        catalog.See("GET", "/" + new string('x', 100_000));
        Assert.Equal(2, catalog.Read("api")!.Endpoints.Count);
        Assert.True(catalog.Read("api")!.Capped);
    }

    [Fact]
    public void Calls_of_too_many_services_are_counted()
    {
        var catalog = new ApiCatalog(Small);
        for (int i = 0; i < 10; i++)
        {
            catalog.Observe(new ObservedCall { Service = $"s{i}", Method = "GET", Path = "/", Status = 200, TimeMillis = 0 });
        }

        Assert.Equal((3, 7L), (catalog.Read().Services.Count, catalog.Read().RefusedCalls));
    }

    [Fact]
    public void A_call_of_a_known_endpoint_allocates_nothing()
    {
        var catalog = new ApiCatalog();
        byte[] body = """{"id":17,"name":"a thing","tags":["x","y"],"price":12.5,"state":"open"}"""u8.ToArray();
        Repeat();
        catalog.Consolidate();
        Repeat();
        Assert.Equal(0, Allocation.Least(See));

        void Repeat()
        {
            for (int i = 0; i < 3000; i++)
            {
                See();
            }
        }

        void See() => catalog.Observe(new ObservedCall
        {
            Service = "api",
            Method = "GET",
            Path = "/things/17",
            Query = "page=3",
            Status = 200,
            TimeMillis = 1_790_000_000_000,
            DurationMicros = 900,
            ResponseContentType = "application/json",
            ResponseBody = body,
            Caller = "shop",
            Auth = AuthEvidence.BearerJwt,
        });
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('a' + random.Next(26))));
}
