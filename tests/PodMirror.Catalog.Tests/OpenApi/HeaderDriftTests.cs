using PodMirror.Catalog.Drift;

namespace PodMirror.Catalog.Tests.OpenApi;

public sealed class HeaderDriftTests
{
    private const string Described = """
        openapi: 3.1.0
        info: {title: a, version: '1'}
        paths:
          /a:
            get:
              parameters:
                - {name: X-Tenant, in: header, required: true, schema: {type: integer}}
                - {name: Accept, in: header, required: true}
              responses: {'200': {description: ok}}
        """;

    [Theory]
    [InlineData(null, 0, false, "")]
    [InlineData(null, 5, false, "request.header:x-tenant: required parameter, and was missing")]
    [InlineData(null, 5, true, "")]
    [InlineData("integer", 5, false, "")]
    [InlineData("string", 5, false, "request.header:x-tenant: integer is described, other text was seen")]
    [InlineData("", 5, false, "")]
    public void A_required_header_field_is_compared_where_fields_were_shown(string? type, int shown, bool capped, string change)
    {
        SchemaSnapshot schema = new() { Types = string.IsNullOrEmpty(type) ? [] : [type], Seen = 5 };
        PropertySnapshot[] fields = [new PropertySnapshot("x-tenant", true, 5, 5, schema), new PropertySnapshot("x-other", true, 5, 5, schema)];
        EndpointSnapshot seen = Snapshots.Endpoint("GET", "/a") with
        {
            HeaderParameters = type is null ? [] : fields,
            HeadersShown = shown,
            HeadersCapped = capped,
        };
        Assert.Equal(change, Changes(seen));
    }

    [Fact]
    public void A_required_header_field_that_some_calls_lacked_is_told() => Assert.Equal(
        "request.header:x-tenant: required parameter, and was missing",
        Changes(Snapshots.Endpoint("GET", "/a") with
        {
            HeaderParameters = [new PropertySnapshot("x-tenant", false, 4, 5, Snapshots.Schema("integer"))],
            HeadersShown = 5,
        }));

    [Fact]
    public void Where_fields_were_left_out_none_is_told_to_be_missing() => Assert.Equal(
        "",
        Changes(Snapshots.Endpoint("GET", "/a") with
        {
            HeaderParameters = [new PropertySnapshot("x-tenant", false, 4, 5, Snapshots.Schema("integer"))],
            HeadersShown = 5,
            HeadersCapped = true,
        }));

    private static string Changes(EndpointSnapshot seen)
    {
        DriftReport report = DriftComparison.Compare(
            ImportTests.Read(Described), Snapshots.Service(seen), DriftMemory.Empty, Snapshots.Time);
        return string.Join('\n', report.Items.Single().Changes.Select(c => $"{c.Where}: {c.What}"));
    }
}
