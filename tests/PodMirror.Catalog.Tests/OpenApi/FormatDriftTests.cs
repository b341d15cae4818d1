using System.Text;
using PodMirror.Catalog.Drift;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Tests.OpenApi;

/// <summary>Formats that are described and others that all values have.</summary>
public sealed class FormatDriftTests
{
    [Theory]
    [InlineData("{type: string, format: uuid}", "date-time", "uuid is described, date-time was seen")]
    [InlineData("{type: string, format: date-time}", "date", "date-time is described, date was seen")]
    [InlineData("{format: ipv4}", "ipv6", "ipv4 is described, ipv6 was seen")]
    [InlineData("{type: [string, 'null'], format: email}", "uri", "email is described, uri was seen")]
    [InlineData("{oneOf: [{type: string, format: uuid}, {type: string, format: date}]}", "email", "date or uuid is described, email was seen")]
    [InlineData("{anyOf: [{type: integer}, {type: string, format: uuid}]}", "email", "uuid is described, email was seen")]
    [InlineData("{allOf: [{type: string}, {format: uuid}]}", "email", "uuid is described, email was seen")]
    [InlineData("{type: string, format: uuid}", "uuid", "")]
    [InlineData("{oneOf: [{type: string, format: uuid}, {type: string, format: date}]}", "date", "")]
    [InlineData("{oneOf: [{type: string, format: uuid}, {type: string}]}", "date", "")]
    [InlineData("{type: string, format: password}", "uuid", "")]
    [InlineData("{type: string, format: uri}", "ipv6", "")]
    [InlineData("{type: string}", "uuid", "")]
    [InlineData("{}", "uuid", "")]
    public void A_format_that_all_values_have_is_told_where_another_is_described(string schema, string seen, string change) =>
        Assert.Equal(change, Changes(schema, Text(seen)));

    [Fact]
    public void What_has_no_format_in_common_may_be_hidden_and_is_not_told()
    {
        Assert.Equal("", Changes("{type: string, format: uuid}", Snapshots.Schema("string") with { Example = "hello" }));
        Assert.Equal("", Changes("{type: string, format: uuid}", Text("email") with { Example = "a****@b.example" }));
    }

    [Fact]
    public void Formats_of_other_types_say_nothing_about_strings() =>
        Assert.Equal("integer is described, string was seen", Changes("{type: integer, format: int64}", Text("uuid")));

    [Fact]
    public void Formats_of_parameters_are_told_as_those_of_bodies_are()
    {
        const string Described = """
            openapi: 3.1.0
            info: {title: a, version: '1'}
            paths:
              /a:
                get:
                  parameters:
                    - {name: since, in: query, schema: {type: string, format: date-time}}
                    - {name: X-Id, in: header, schema: {type: string, format: uuid}}
                  responses: {'200': {description: ok}}
            """;
        DriftItem item = Compare(Described, Snapshots.Endpoint("GET", "/a") with
        {
            QueryParameters = [new PropertySnapshot("since", true, 5, 5, Text("date"))],
            HeaderParameters = [new PropertySnapshot("x-id", true, 5, 5, Text("email"))],
        });
        Assert.Equal(
            ["request.header:x-id: uuid is described, email was seen", "request.query:since: date-time is described, date was seen"],
            item.Changes.Select(c => $"{c.Where}: {c.What}"));
    }

    [Fact]
    public void What_traffic_showed_is_compared_with_what_it_was_before()
    {
        var catalog = new ApiCatalog();
        catalog.See("GET", "/a", body: """{"at":"2026-01-31T12:00:00Z"}""");
        string described = Yaml(catalog);
        catalog = new ApiCatalog();
        catalog.See("GET", "/a", body: """{"at":"2026-01-31"}""");
        DriftReport report = DriftComparison.Compare(ImportTests.Read(described), catalog.Read("api")!, DriftMemory.Empty, Snapshots.Time);
        Assert.Equal(
            new DriftChange("response.200.body:$.at", "date-time is described, date was seen"), Assert.Single(report.Items.Single().Changes));
    }

    private static string Yaml(ApiCatalog catalog) => Encoding.UTF8.GetString(OpenApiExport.ToYaml(catalog.Read("api")!));

    private static SchemaSnapshot Text(string format) => Snapshots.Schema("string") with { Format = format };

    private static string Changes(string schema, SchemaSnapshot seen)
    {
        string described = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\n"
            + "paths: {/a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: " + schema + "}}}}}}}\n";
        DriftItem item = Compare(described, Snapshots.Endpoint("GET", "/a") with { Bodies = [Snapshots.Response(seen)] });
        return string.Join(' ', item.Changes.Select(c => c.What));
    }

    private static DriftItem Compare(string described, EndpointSnapshot seen) =>
        DriftComparison.Compare(ImportTests.Read(described), Snapshots.Service(seen), DriftMemory.Empty, Snapshots.Time).Items.Single();
}
