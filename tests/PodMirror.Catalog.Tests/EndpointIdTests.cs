namespace PodMirror.Catalog.Tests;

public sealed class EndpointIdTests
{
    [Fact]
    public void An_id_outlives_a_restart_and_new_names_of_parameters()
    {
        var catalog = new ApiCatalog();
        catalog.See("GET", "/orders/17");
        ulong id = catalog.Read("api")!.Endpoints.Single().Id;

        Assert.True(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Merge, "/orders/{number}")));
        Assert.Equal(("/orders/{number}", id), Only(catalog));
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out _));
        Assert.Equal(("/orders/{number}", id), Only(loaded));
    }

    [Fact]
    public void Endpoints_that_differ_in_anything_have_different_ids()
    {
        var catalog = new ApiCatalog();
        foreach (string service in new[] { "a", "b", "ab" })
        {
            foreach (string path in new[] { "/", "/a", "/a/", "/a/b", "/ab", "/17", "/a/17", "/17/a" })
            {
                catalog.Observe(Call(service, "GET", path, CallKind.Http, ""));
                catalog.Observe(Call(service, "POST", path, CallKind.Http, ""));
                catalog.Observe(Call(service, "GET", path, CallKind.WebSocket, ""));
                catalog.Observe(Call(service, "POST", path, CallKind.GraphQl, "query A"));
                catalog.Observe(Call(service, "POST", path, CallKind.GraphQl, "query B"));
            }
        }

        EndpointSnapshot[] all = [.. catalog.Read().Services.SelectMany(service => service.Endpoints)];
        Assert.Equal(all.Length, all.Select(endpoint => endpoint.Id).Distinct().Count());
    }

    [Fact]
    public void An_endpoint_is_read_by_its_id()
    {
        ApiCatalog catalog = StateTests.Busy(300);
        foreach (ServiceSnapshot service in catalog.Read().Services)
        {
            foreach (EndpointSnapshot endpoint in service.Endpoints)
            {
                EndpointSnapshot one = catalog.Read(service.Name, endpoint.Id)!;
                Assert.Equal((endpoint.Template, endpoint.Calls, endpoint.Bodies.Count), (one.Template, one.Calls, one.Bodies.Count));
            }
        }

        Assert.Null(catalog.Read("api", 1));
        Assert.Null(catalog.Read("nobody", 1));
    }

    [Fact]
    public void An_outline_is_the_same_without_parameters_and_bodies()
    {
        ApiCatalog catalog = StateTests.Busy(300);
        EndpointSnapshot[] whole = [.. catalog.Read().Services.SelectMany(service => service.Endpoints)];
        EndpointSnapshot[] outline = [.. catalog.Outline().Services.SelectMany(service => service.Endpoints)];
        Assert.Equal(whole.Select(Head), outline.Select(Head));
        Assert.All(outline, endpoint => Assert.Equal(0, endpoint.Bodies.Count + endpoint.QueryParameters.Count + endpoint.PathParameters.Count));
    }

    private static (ulong Id, string Template, long Calls, int Sensitive) Head(EndpointSnapshot endpoint) =>
        (endpoint.Id, endpoint.Template, endpoint.Calls, endpoint.Sensitive.Count);

    private static (string Template, ulong Id) Only(ApiCatalog catalog)
    {
        EndpointSnapshot endpoint = catalog.Read("api")!.Endpoints.Single();
        return (endpoint.Template, endpoint.Id);
    }

    private static ObservedCall Call(string service, string method, string path, CallKind kind, string operation) => new()
    {
        Service = service,
        Method = method,
        Path = path,
        Kind = kind,
        Operation = operation,
        Status = 200,
        TimeMillis = 1,
    };
}
