using System.Text.Json;
using PodMirror.Catalog.Drift;
using PodMirror.Catalog.OpenApi;
using PodMirror.Catalog.Tests.OpenApi;
using Made = PodMirror.Catalog.Tests.OpenApi.Snapshots;

namespace PodMirror.Catalog.Tests;

public sealed class CustomVerbTests
{
    [Theory]
    [InlineData("/v1/orders/17:cancel", "/v1/orders/{orderId}:cancel")]
    [InlineData("/v1/orders/6f9619ff-8b86-d011-b42d-00c04fc964ff:setIamPolicy", "/v1/orders/{orderId}:setIamPolicy")]
    [InlineData("/v1/orders/ord-123:undelete", "/v1/orders/{orderId}:undelete")]
    [InlineData("/v1/orders:batchGet", "/v1/orders:batchGet")]
    [InlineData("/v1/tags/17:blue", "/v1/tags/17:blue")]
    [InlineData("/v1/images/sha256:0123456789abcdef", "/v1/images/sha256:0123456789abcdef")]
    [InlineData("/v1/hosts/10.0.0.1:8080", "/v1/hosts/{hostId}")]
    [InlineData("/v1/orders/17:cancel/now", "/v1/orders/17:cancel/now")]
    [InlineData("/v1/orders/17:", "/v1/orders/{orderId}")]
    [InlineData("/v1/orders/:cancel", "/v1/orders/:cancel")]
    public void A_verb_behind_a_value_is_a_place_of_its_own(string path, string template)
    {
        var catalog = new ApiCatalog();
        catalog.See("POST", path);
        EndpointSnapshot endpoint = Assert.Single(catalog.Read("api")!.Endpoints);
        Assert.Equal((template, template), (endpoint.Template, catalog.TemplateOf("api", path)));
    }

    [Fact]
    public void A_resource_with_its_verbs_has_one_parameter_and_an_endpoint_for_each()
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 600; i++)
        {
            catalog.See(i % 2 == 0 ? "GET" : "POST", $"/orders/{i}{(i % 4) switch { 1 => ":cancel", 3 => ":approve", _ => "" }}");
        }

        catalog.Consolidate();
        Assert.Equal(
            ["GET /orders/{orderId} 300", "POST /orders/{orderId}:approve 150", "POST /orders/{orderId}:cancel 150"],
            catalog.Read("api")!.Endpoints.Select(e => $"{e.Method} {e.Template} {e.Calls}"));
        PathParameterSnapshot parameter = Assert.Single(catalog.Read("api")!.Endpoints[2].PathParameters);
        Assert.Equal(("orderId", "integer", 32), (parameter.Name, parameter.Type, parameter.Distinct));
        Assert.Equal(3, catalog.Read("api")!.Endpoints.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public void A_verb_behind_a_word_is_one_when_the_word_is_known_as_a_value()
    {
        var catalog = new ApiCatalog();
        Assert.True(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Merge, "/users/{name}")));
        catalog.See("GET", "/users/alice");
        catalog.See("POST", "/users/alice:disable");
        catalog.See("GET", "/users/urn:isbn");
        Assert.Equal(
            ["/users/{name}", "/users/{name}:disable"], catalog.Read("api")!.Endpoints.Select(e => e.Template).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rule_may_name_any_verb()
    {
        var catalog = new ApiCatalog();
        catalog.See("POST", "/users/alice:frobnicate");
        var rule = new TemplateRule("api", TemplateRuleKind.Declare, "/users/{name}:frobnicate");
        Assert.True(catalog.TryAdd(rule));
        catalog.See("POST", "/users/bob:frobnicate");
        EndpointSnapshot declared = catalog.Read("api")!.Endpoints.Single(e => e.Template == rule.Template);
        Assert.True(declared.Declared);
        Assert.Equal(rule.Template, catalog.TemplateOf("api", "/users/bob:frobnicate"));
        Assert.True(catalog.Remove(rule));
    }

    [Fact]
    public void Verbs_are_there_after_a_restart()
    {
        var catalog = new ApiCatalog();
        catalog.See("POST", "/orders/17:cancel");
        catalog.See("POST", "/orders/18:cancel");
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out string? fault), fault);
        loaded.See("POST", "/orders/19:cancel");
        Assert.Equal(("/orders/{orderId}:cancel", 3), loaded.Read("api")!.Endpoints.Select(e => (e.Template, (int)e.Calls)).Single());
    }

    [Fact]
    public void Verbs_without_end_stay_within_the_limits()
    {
        var catalog = new ApiCatalog(new CatalogLimits { MaxSiblings = 8 });
        for (int i = 0; i < 500; i++)
        {
            catalog.See("POST", $"/orders/17:get{(char)('A' + (i % 26))}{(char)('a' + (i / 26))}");
        }

        Assert.InRange(catalog.Read("api")!.Endpoints.Count, 8, 20);
    }

    [Fact]
    public void A_verb_is_written_to_OpenAPI_read_again_and_no_drift()
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 30; i++)
        {
            catalog.See("POST", $"/orders/{i}:cancel", body: "{}");
            catalog.See("POST", $"/orders/{i}", body: "{}");
        }

        ServiceSnapshot service = catalog.Read("api")!;
        JsonElement operation = service.Document().At("paths", "/orders/{orderId}:cancel", "post");
        Assert.Equal("postOrdersByIdCancel", operation.At("operationId").GetString());
        Assert.Equal("orderId", operation.At("parameters")[0].At("name").GetString());
        ApiDescription description = ImportTests.Read(System.Text.Encoding.UTF8.GetString(OpenApiExport.ToYaml(service)));
        Assert.Contains(description.Rules("api"), r => r.Template == "/orders/{orderId}:cancel");
        DriftReport report = DriftComparison.Compare(description, service, DriftMemory.Empty, Made.Time);
        Assert.All(report.Items, i => Assert.Equal((DriftStatus.Documented, 1), (i.Status, i.Endpoints.Count)));
    }

    [Fact]
    public void A_verb_that_is_not_described_is_a_shadow()
    {
        ServiceSnapshot seen = Made.Service(Made.Endpoint("GET", "/orders/{orderId}:export"));
        ApiDescription description = ImportTests.Read("""
            openapi: 3.1.0
            info: {title: a, version: '1'}
            paths:
              /orders/{id}:
                get: {parameters: [{name: id, in: path, required: true}], responses: {'200': {description: ok}}}
            """);
        DriftReport report = DriftComparison.Compare(description, seen, DriftMemory.Empty, Made.Time);
        Assert.Equal([DriftStatus.Shadow, DriftStatus.Orphan], report.Items.Select(i => i.Status).Order());
    }
}
