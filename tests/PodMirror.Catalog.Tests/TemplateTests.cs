using PodMirror.Catalog.Tests.Traffic;
using PodMirror.TestKit;

namespace PodMirror.Catalog.Tests;

public sealed class TemplateTests
{
    // Below what is reached, so that a small change elsewhere does not fail it: docs/catalog.md has the figures.
    [Theory]
    [InlineData("/people/REDACTED/file/REDACTED", "/people/{peopleId}/file/{fileId}")]
    [InlineData("/reset/REDACTED", "/reset/{resetId}")]
    [InlineData("/cards/************1111", "/cards/{cardId}")]
    [InlineData("/mail/*********.com", "/mail/{mailId}")]
    public void A_segment_that_the_sidecar_has_hidden_is_a_value(string path, string template)
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 100; i++)
        {
            // Another hidden value says nothing of what this one is called.
            catalog.See("GET", path, body: """{"email":"REDACTED"}""");
        }

        Assert.Equal(template, catalog.Read("api")!.Endpoints.Single().Template);
    }

    [Theory]
    [InlineData("apiclarity.yaml", 0.95, 0.95)]
    [InlineData("box.json", 0.85, 0.70)]
    [InlineData("crapi.json", 0.95, 0.95)]
    [InlineData("discord.json", 0.95, 0.95)]
    [InlineData("mesh.yaml", 0.90, 0.90)]
    [InlineData("tracker.yaml", 0.85, 0.80)]
    [InlineData("vampi.yml", 0.85, 0.70)]
    public void Templates_of_a_description_are_found_in_its_traffic(string name, double f1, double grouping)
    {
        string? file = Descriptions.Files().FirstOrDefault(f => Path.GetFileName(f) == name);
        Assert.SkipWhen(file is null, TestData.SkipReason(Descriptions.Folder));
        List<string> wrong = [];
        TemplateVerdict verdict = TemplateJudge.Judge(file!, new TrafficOptions { Seed = 2, Calls = 8000 }, wrong.Add);
        Assert.True(verdict.F1 >= f1 && verdict.Grouping >= grouping && verdict.Inflation <= 1.2, $"{verdict}\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void The_same_traffic_gives_the_same_templates()
    {
        Assert.Equal(Templates(), Templates());

        static string[] Templates()
        {
            var catalog = new ApiCatalog();
            string file = Descriptions.Files().Single(f => Path.GetFileName(f) == "tracker.yaml");
            foreach (GeneratedCall call in new TrafficGenerator(Descriptions.Read(file), new TrafficOptions { Calls = 3000 }).Calls())
            {
                call.ObserveIn(catalog, "api", 0);
            }

            return [.. catalog.Read("api")!.Endpoints.Select(e => $"{e.Method} {e.Template} {e.Calls}")];
        }
    }

    [Theory]
    [InlineData("/api/0/projects/", "/api/0/projects/")]
    [InlineData("/v2/items/17", "/v2/items/{itemId}")]
    [InlineData("/orders/6f9619ff-8b86-d011-b42d-00c04fc964ff/lines/3", "/orders/{orderId}/lines/{lineId}")]
    [InlineData("/", "/")]
    [InlineData("/days/2026-10-21", "/days/{dayId}")]
    [InlineData("/mail/a@example.com", "/mail/{mailId}")]
    public void One_path_has_the_template_that_its_looks_tell(string path, string template)
    {
        var catalog = new ApiCatalog();
        int times = path.StartsWith("/api/0", StringComparison.Ordinal) ? 60 : 1;
        for (int i = 0; i < times; i++)
        {
            catalog.See("GET", path);
        }

        Assert.Equal(template, Assert.Single(catalog.Read("api")!.Endpoints).Template);
    }

    [Fact]
    public void A_number_with_a_second_value_is_a_parameter_after_all()
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 60; i++)
        {
            catalog.See("GET", "/api/0/x");
        }

        Assert.Equal("/api/0/x", catalog.TemplateOf("api", "/api/0/x"));
        catalog.See("GET", "/api/1/x");
        Assert.Equal("/api/{apiId}/x", catalog.TemplateOf("api", "/api/0/x"));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(502)]
    [InlineData(301)]
    [InlineData(0)]
    public void What_only_scanners_see_is_no_endpoint(int status)
    {
        var catalog = new ApiCatalog();
        catalog.See("GET", "/.env", status);
        ServiceSnapshot service = catalog.Read("api")!;
        Assert.Empty(service.Endpoints);
        Assert.Equal(1, service.Unconfirmed);
    }

    [Fact]
    public void An_error_of_a_known_endpoint_counts_there()
    {
        var catalog = new ApiCatalog();
        catalog.See("GET", "/users/17");
        catalog.See("GET", "/users/18", 404);
        EndpointSnapshot endpoint = Assert.Single(catalog.Read("api")!.Endpoints);
        Assert.Equal((2, 1, 0), (endpoint.Calls, endpoint.Errors, endpoint.Failures));
    }

    [Fact]
    public void A_value_that_a_response_had_before_names_the_parameter()
    {
        var catalog = new ApiCatalog();
        catalog.See("GET", "/things", body: """[{"slug":"blue-falcon"},{"slug":"dark-harbor"},{"slug":"lone-tiger"}]""");
        foreach (string slug in new[] { "blue-falcon", "dark-harbor", "lone-tiger" })
        {
            catalog.See("GET", "/things/" + slug, body: """{"weight":3,"colour":"x"}""");
        }

        catalog.Consolidate();
        Assert.Equal("/things/{thingSlug}", catalog.TemplateOf("api", "/things/blue-falcon"));
    }

    [Fact]
    public void Methods_of_gRPC_and_operations_of_GraphQL_are_endpoints_as_they_are()
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 400; i++)
        {
            string operation = i % 2 == 0 ? "query A" : "mutation B";
            Observe(CallKind.Grpc, $"/shop.Cart/Get{i % 4}", "");
            Observe(CallKind.GraphQl, "/graphql", operation);
        }

        catalog.Consolidate();
        ServiceSnapshot service = catalog.Read("api")!;
        Assert.Equal(["", "", "", "", "mutation B", "query A"], service.Endpoints.Select(e => e.Operation).Order(StringComparer.Ordinal));
        Assert.Contains(service.Endpoints, e => e.Template == "/shop.Cart/Get3");

        void Observe(CallKind kind, string path, string operation) => catalog.Observe(new ObservedCall
        {
            Service = "api",
            Kind = kind,
            Method = "POST",
            Path = path,
            Operation = operation,
            Status = 200,
            TimeMillis = 0,
        });
    }
}
