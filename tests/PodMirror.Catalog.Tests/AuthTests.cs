using System.Text;
using PodMirror.Catalog.Drift;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Tests;

public sealed class AuthTests
{
    private const string Described = """
        openapi: 3.1.0
        info: { title: t, version: "1" }
        components: { securitySchemes: { b: { type: http, scheme: bearer } } }
        security: [{ b: [] }]
        paths: { /orders: { get: { responses: { "200": { description: ok } } } } }
        """;

    [Fact]
    public void A_call_whose_fields_were_not_seen_does_not_count_as_one_without_authentication()
    {
        var catalog = new ApiCatalog();
        Repeat(180, () => See(catalog, AuthEvidence.BearerJwt));
        Repeat(20, () => See(catalog, AuthEvidence.None, unknown: true));
        Assert.Equal(AuthEvidence.BearerJwt, catalog.Read("api")!.Endpoints.Single().Auth);
        Assert.Empty(Changes(catalog));
    }

    [Fact]
    public void The_name_of_a_cookie_that_proves_is_kept_beside_that_of_a_key()
    {
        var catalog = new ApiCatalog();
        catalog.Observe(new ObservedCall
        {
            Service = "api",
            Method = "GET",
            Path = "/orders",
            Status = 200,
            TimeMillis = 1,
            Auth = AuthEvidence.Cookie | AuthEvidence.ApiKeyHeader,
            ApiKeyName = "x-key",
            CookieName = "JSESSIONID",
        });
        Assert.True(ApiCatalog.TryLoad(StateTests.Saved(catalog), null, out ApiCatalog? loaded, out string? fault), fault);
        EndpointSnapshot endpoint = loaded.Read("api")!.Endpoints.Single();
        Assert.Equal(("x-key", "JSESSIONID"), (endpoint.ApiKeyName, endpoint.CookieName));
    }

    [Fact]
    public void What_no_call_shows_is_no_drift()
    {
        var catalog = new ApiCatalog();
        Repeat(20, () => See(catalog, AuthEvidence.None, unknown: true));
        Assert.Empty(Changes(catalog));
        See(catalog, AuthEvidence.None);
        Assert.Equal("security", Assert.Single(Changes(catalog)).Where);
    }

    [Fact]
    public void A_parameter_that_came_late_is_optional_though_no_call_before_it_showed_its_fields()
    {
        var catalog = new ApiCatalog();
        Repeat(20, () => See(catalog, AuthEvidence.None, unknown: true));
        Repeat(20, () => See(catalog, AuthEvidence.None, query: "page=2"));
        PropertySnapshot page = catalog.Read("api")!.Endpoints.Single().QueryParameters.Single();
        Assert.Equal((20, 40, false), (page.Present, page.Of, page.Required));
    }

    private static IReadOnlyList<DriftChange> Changes(ApiCatalog catalog)
    {
        Assert.True(ApiDescriptionReader.TryRead(Encoding.UTF8.GetBytes(Described), null, out ApiDescription? description, out _));
        return DriftComparison.Compare(description, catalog.Read("api")!, DriftMemory.Empty, 0).Items.Single().Changes;
    }

    private static void See(ApiCatalog catalog, AuthEvidence auth, bool unknown = false, string query = "") => catalog.Observe(new ObservedCall
    {
        Service = "api",
        Method = "GET",
        Path = "/orders",
        Query = query,
        Status = 200,
        TimeMillis = 1,
        Auth = auth,
        AuthUnknown = unknown,
    });

    private static void Repeat(int times, Action action)
    {
        for (int i = 0; i < times; i++)
        {
            action();
        }
    }
}
