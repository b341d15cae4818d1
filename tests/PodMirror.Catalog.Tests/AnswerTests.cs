namespace PodMirror.Catalog.Tests;

public sealed class AnswerTests
{
    [Fact]
    public void A_call_that_its_protocol_denies_makes_no_endpoint()
    {
        var catalog = new ApiCatalog();
        catalog.Observe(Grpc("/shop.Orders/Guess", denied: true));
        catalog.Observe(Grpc("/shop.Orders/Get"));
        catalog.Observe(Grpc("/shop.Orders/Get", denied: true));
        ServiceSnapshot service = catalog.Read("api")!;
        EndpointSnapshot endpoint = Assert.Single(service.Endpoints);
        Assert.Equal(("/shop.Orders/Get", 2, 1, 0, 1), (endpoint.Template, endpoint.Calls, endpoint.Errors, endpoint.Failures, service.Unconfirmed));
    }

    [Fact]
    public void A_call_that_its_protocol_rejects_is_an_error_and_no_failure()
    {
        var catalog = new ApiCatalog();
        catalog.Observe(Grpc("/shop.Orders/Get", rejected: true));
        EndpointSnapshot endpoint = Assert.Single(catalog.Read("api")!.Endpoints);
        Assert.Equal((1, 0), (endpoint.Errors, endpoint.Failures));
    }

    [Fact]
    public void Messages_of_gRPC_have_a_schema()
    {
        var catalog = new ApiCatalog();
        catalog.Observe(Grpc("/shop.Orders/Get"));
        Assert.Equal("total", catalog.Response().Properties.Single().Name);
    }

    [Fact]
    public void Names_of_operations_without_end_take_the_places_of_no_others()
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 1000; i++)
        {
            catalog.Observe(new ObservedCall
            {
                Service = "api",
                Method = "POST",
                Path = "/graphql",
                Kind = CallKind.GraphQl,
                Operation = "query A" + i,
                Status = 200,
                TimeMillis = 1,
            });
        }

        ServiceSnapshot service = catalog.Read("api")!;
        Assert.Equal(
            (catalog.Limits.MaxEndpointsOfPlace, 1000 - catalog.Limits.MaxEndpointsOfPlace), (service.Endpoints.Count, (int)service.Refused));
    }

    [Fact]
    public void A_caller_is_told_with_its_last_call_after_a_restart_too()
    {
        var catalog = new ApiCatalog();
        foreach (long time in new[] { 5000, 9000, 7000 })
        {
            catalog.Observe(new ObservedCall { Service = "api", Method = "GET", Path = "/a", Status = 200, TimeMillis = time, Caller = "front" });
        }

        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out _));
        Assert.Equal(new CallerSnapshot("front", 3, 0, 9000), Assert.Single(Assert.Single(loaded.Read("api")!.Endpoints).Callers));
    }

    private static ObservedCall Grpc(string path, bool denied = false, bool rejected = false) => new()
    {
        Service = "api",
        Method = "POST",
        Path = path,
        Kind = CallKind.Grpc,
        Status = 200,
        TimeMillis = 1,
        Denied = denied,
        Rejected = rejected,
        ResponseContentType = "application/grpc",
        ResponseBody = """{"total":1}"""u8,
    };
}
