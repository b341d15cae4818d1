using System.Text;
using PodMirror.TestKit;

namespace PodMirror.Catalog.Tests;

public sealed class HeaderTests
{
    [Fact]
    public void Fields_of_requests_are_parameters_with_their_types_and_are_required_when_all_had_them()
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 30; i++)
        {
            string tenant = i % 2 == 0 ? "blue" : "green";
            string page = i % 3 == 0 ? $"x-page: {i}\n" : "";
            string dry = i % 2 == 0 ? "true" : "false";
            See(catalog, $"x-tenant: {tenant}\n{page}Idempotency-Key: {i:x8}-0000-4000-8000-000000000000\nx-dry-run: {dry}\n");
        }

        PropertySnapshot[] parameters = [.. Only(catalog).HeaderParameters];
        Assert.Equal(
            ["x-tenant True 30/30 string", "x-page False 10/30 integer", "idempotency-key True 30/30 string", "x-dry-run True 30/30 boolean"],
            parameters.Select(Line));
        Assert.Equal("uuid", parameters[2].Schema.Format);
        Assert.Equal(["blue", "green"], parameters[0].Schema.Enumeration);
        Assert.Equal((0.0, 27.0), (parameters[1].Schema.Minimum, parameters[1].Schema.Maximum));
    }

    [Theory]
    [InlineData("accept")]
    [InlineData("accept-language")]
    [InlineData("authorization")]
    [InlineData("content-type")]
    [InlineData("content-length")]
    [InlineData("transfer-encoding")]
    [InlineData("connection")]
    [InlineData("host")]
    [InlineData("cookie")]
    [InlineData("set-cookie")]
    [InlineData("traceparent")]
    [InlineData("tracestate")]
    [InlineData("b3")]
    [InlineData("X-B3-TraceId")]
    [InlineData("x-request-id")]
    [InlineData("forwarded")]
    [InlineData("x-forwarded-for")]
    [InlineData("via")]
    [InlineData("x-real-ip")]
    [InlineData("x-envoy-attempt-count")]
    [InlineData("sec-fetch-site")]
    [InlineData("User-Agent")]
    [InlineData("referer")]
    [InlineData("origin")]
    [InlineData("cache-control")]
    [InlineData("pragma")]
    [InlineData("dnt")]
    [InlineData("grpc-timeout")]
    [InlineData("proxy-authorization")]
    [InlineData("set_cookie")]
    [InlineData("x_forwarded_for")]
    [InlineData("access-control-allow-origin")]
    [InlineData("no token")]
    [InlineData("")]
    [InlineData(":path")]
    public void What_every_API_has_is_no_parameter(string name)
    {
        var catalog = new ApiCatalog();
        See(catalog, $"{name}: 1\n", $"{name}: 1\n");
        Assert.Empty(Only(catalog).HeaderParameters);
        Assert.Empty(Assert.Single(Only(catalog).Bodies).Headers);
    }

    [Fact]
    public void A_call_of_which_no_field_is_shown_says_nothing_about_what_is_required()
    {
        var catalog = new ApiCatalog();
        See(catalog, "");
        See(catalog, "x-tenant: a\n");
        See(catalog, "");
        Assert.Equal("x-tenant True 1/1 string", Line(Assert.Single(Only(catalog).HeaderParameters)));
        See(catalog, "host: shop\n");
        Assert.Equal("x-tenant False 1/2 string", Line(Assert.Single(Only(catalog).HeaderParameters)));
    }

    [Fact]
    public void What_was_refused_may_have_lacked_what_is_required()
    {
        var catalog = new ApiCatalog();
        See(catalog, "x-tenant: a\n");
        See(catalog, "host: shop\n", status: 400);
        Assert.True(Assert.Single(Only(catalog).HeaderParameters).Required);
    }

    [Theory]
    [InlineData("REDACTED")]
    [InlineData("Token REDACTED")]
    [InlineData("************1111")]
    [InlineData("hash:0011223344556677")]
    public void A_value_that_is_hidden_is_none(string value)
    {
        var catalog = new ApiCatalog();
        See(catalog, $"x-card: {value}\n");
        PropertySnapshot parameter = Assert.Single(Only(catalog).HeaderParameters);
        Assert.Equal(("x-card", true, 0), (parameter.Name, parameter.Required, parameter.Schema.Types.Count));
        Assert.Null(parameter.Schema.Example);
        See(catalog, "x-card: 17\n");
        Assert.Equal(["integer"], Assert.Single(Only(catalog).HeaderParameters).Schema.Types);
    }

    [Fact]
    public void Two_lines_of_one_name_are_one_parameter_with_two_values()
    {
        var catalog = new ApiCatalog();
        See(catalog, "x-tag: a\nx-tag: 7\n");
        PropertySnapshot parameter = Assert.Single(Only(catalog).HeaderParameters);
        Assert.Equal((1, 1, 2), (parameter.Present, parameter.Of, parameter.Schema.Seen));
    }

    [Fact]
    public void Fields_of_responses_are_told_by_status_and_type()
    {
        var catalog = new ApiCatalog();
        See(catalog, "host: shop\n", "x-rate-limit: 60\nlocation: /a/1\nset-cookie: a=REDACTED\n");
        See(catalog, "host: shop\n", "x-rate-limit: 59\n");
        See(catalog, "host: shop\n", "retry-after: 5\n", 409);
        BodySnapshot[] bodies = [.. Only(catalog).Bodies];
        Assert.Equal(["x-rate-limit True 2/2 integer", "location False 1/2 string"], bodies[0].Headers.Select(Line));
        Assert.Equal(["retry-after True 1/1 integer"], bodies[1].Headers.Select(Line));
    }

    [Fact]
    public void Names_without_end_stay_within_the_limits_and_a_limit_is_told()
    {
        var limits = new CatalogLimits { MaxHeaders = 4, MaxHeaderNameLength = 16 };
        var catalog = new ApiCatalog(limits);
        See(catalog, "x-0: a\n" + new string('x', 17) + ": a\n");
        Assert.True(Only(catalog).HeadersCapped);
        for (int i = 0; i < 1000; i++)
        {
            See(catalog, $"x-{i}: a\n", $"x-{i}: a\n");
        }

        Assert.Equal(4, Only(catalog).HeaderParameters.Count);
        Assert.Equal(4, Assert.Single(Only(catalog).Bodies).Headers.Count);
        Assert.InRange(catalog.Totals().Schemas, 8, 12);
    }

    [Fact]
    public void Endpoints_that_are_merged_add_up_what_they_know_of_fields()
    {
        var catalog = new ApiCatalog();
        See(catalog, "x-tenant: a\n", "x-a: 1\n", path: "/status/users");
        See(catalog, "x-tenant: b\nx-page: 1\n", "x-a: 1\n", path: "/status/orders");
        Assert.True(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Merge, "/status/{area}")));
        EndpointSnapshot endpoint = Only(catalog);
        Assert.Equal(["x-page False 1/2 integer", "x-tenant True 2/2 string"], endpoint.HeaderParameters.Select(Line).Order(StringComparer.Ordinal));
        Assert.Equal(["x-a True 2/2 integer"], Assert.Single(endpoint.Bodies).Headers.Select(Line));
    }

    [Fact]
    public void What_a_split_drops_gives_its_places_back()
    {
        var catalog = new ApiCatalog();
        See(catalog, "host: shop\n", path: "/orders");
        int before = catalog.Totals().Schemas;
        See(catalog, "x-tenant: a\n", "x-a: 1\n", path: "/orders/17");
        Assert.True(catalog.TryAdd(new TemplateRule("api", TemplateRuleKind.Split, "/orders/{id}")));
        Assert.Equal(before, catalog.Totals().Schemas);
    }

    [Fact]
    public void Fields_that_are_known_allocate_nothing()
    {
        var catalog = new ApiCatalog();
        byte[] request = "host: shop\nuser-agent: x\nX-Tenant: blue\nx-page: 7\ntraceparent: 00-1-2-01\nx-card: REDACTED\n"u8.ToArray();
        byte[] response = "date: now\nx-rate-limit: 5\nlocation: https://shop.example/a/1\n"u8.ToArray();
        for (int i = 0; i < 3000; i++)
        {
            See();
        }

        Assert.Equal(0, Allocation.Least(See));

        void See() => HeaderTests.See(catalog, request, response, 200, "/a");
    }

    private static void See(ApiCatalog catalog, string request, string response = "", int status = 200, string path = "/a") =>
        See(catalog, Encoding.UTF8.GetBytes(request), Encoding.UTF8.GetBytes(response), status, path);

    private static void See(ApiCatalog catalog, byte[] request, byte[] response, int status, string path) => catalog.Observe(new ObservedCall
    {
        Service = "api",
        Method = "GET",
        Path = path,
        Status = status,
        TimeMillis = 1_790_000_000_000,
        RequestHeaders = request,
        ResponseHeaders = response,
    });

    private static EndpointSnapshot Only(ApiCatalog catalog) => Assert.Single(catalog.Read("api")!.Endpoints);

    private static string Line(PropertySnapshot property) =>
        $"{property.Name} {property.Required} {property.Present}/{property.Of} {string.Join(' ', property.Schema.Types)}";
}
