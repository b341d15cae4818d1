using System.Text;

namespace PodMirror.Catalog.Tests;

public sealed class SchemaTests
{
    [Theory]
    [InlineData(true, "", 0)]
    [InlineData(false, "", 2)]
    [InlineData(true, "{}", 2)]
    public void A_message_with_a_type_and_without_a_body_has_no_body_of_this_type(bool isEmpty, string shown, int bodies)
    {
        var catalog = new ApiCatalog();
        catalog.Observe(new ObservedCall
        {
            Service = "api",
            Method = "DELETE",
            Path = "/orders",
            Status = 200,
            TimeMillis = 1,
            RequestContentType = "application/json",
            ResponseContentType = "application/json",
            RequestBody = Encoding.UTF8.GetBytes(shown),
            ResponseBody = Encoding.UTF8.GetBytes(shown),
            RequestHasNoBody = isEmpty,
            ResponseHasNoBody = isEmpty,
        });
        Assert.Equal(bodies, catalog.Read("api")!.Endpoints.Single().Bodies.Count(b => b.ContentType.Length > 0));
    }

    [Fact]
    public void What_every_object_has_is_required()
    {
        SchemaSnapshot schema = Of("""{"id":1,"note":"a"}""", """{"id":2}""");
        Assert.Equal([true, false], schema.Properties.Select(p => p.Required));
        Assert.Equal((1, 2), (schema.Properties[1].Present, schema.Properties[1].Of));
    }

    [Fact]
    public void A_body_cut_off_anywhere_makes_nothing_optional()
    {
        const string Whole = """{"id":1,"tags":["a","b"],"owner":{"name":"x","age":3}}""";
        for (int cut = 1; cut < Whole.Length; cut++)
        {
            SchemaSnapshot schema = Of(Whole, Whole[..cut]);
            Assert.All(schema.Properties, p => Assert.True(p.Required, $"{p.Name} at {cut}"));
            Assert.All(schema.Properties.Single(p => p.Name == "owner").Schema.Properties, p => Assert.True(p.Required, $"{p.Name} at {cut}"));
        }
    }

    [Fact]
    public void A_property_that_a_whole_object_lacks_stays_optional_when_a_cut_one_has_it()
    {
        SchemaSnapshot schema = Of("""{"a":1,"b":2}""", """{"a":1}""", """{"b":3,"a""");
        Assert.Equal([("a", true), ("b", false)], schema.Properties.Select(p => (p.Name, p.Required)));
    }

    [Theory]
    [InlineData("""{"x":1}""", """{"x":2.5}""", "number")]
    [InlineData("""{"x":1}""", """{"x":-7}""", "integer")]
    [InlineData("""{"x":1}""", """{"x":"a"}""", "string,integer")]
    [InlineData("""{"x":true}""", """{"x":null}""", "boolean")]
    [InlineData("""{"x":[1]}""", """{"x":{"y":1}}""", "object,array")]
    public void Types_are_those_that_were_seen(string first, string second, string types) =>
        Assert.Equal(types, string.Join(',', Of(first, second).Properties[0].Schema.Types));

    [Theory]
    [InlineData("2026-10-21T07:28:00Z", "date-time")]
    [InlineData("2026-10-21T07:28:00.123+02:00", "date-time")]
    [InlineData("2026-10-21", "date")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff", "uuid")]
    [InlineData("a@example.com", "email")]
    [InlineData("https://example.com/a", "uri")]
    [InlineData("192.0.2.1", "ipv4")]
    [InlineData("2001:db8::1", "ipv6")]
    [InlineData("2026-13-21", null)]
    [InlineData("1.2.3", null)]
    public void A_format_is_told_when_all_values_have_it(string value, string? format)
    {
        Assert.Equal(format, Of($$"""{"x":"{{value}}"}""").Properties[0].Schema.Format);
        Assert.Null(Of($$"""{"x":"{{value}}"}""", """{"x":"other"}""").Properties[0].Schema.Format);
    }

    [Fact]
    public void Few_strings_that_come_often_are_an_enumeration()
    {
        SchemaSnapshot schema = Of([.. Enumerable.Range(0, 60).Select(i => $$"""{"state":"{{(i % 2 == 0 ? "open" : "shut")}}","n":"v{{i}}"}""")]);
        Assert.Equal(["open", "shut"], schema.Properties[0].Schema.Enumeration);
        Assert.Null(schema.Properties[1].Schema.Enumeration);
    }

    [Fact]
    public void Keys_that_are_data_make_a_map()
    {
        SchemaSnapshot schema = Of([.. Enumerable.Range(0, 9).Select(i => $$$"""{"{{{1000 + i}}}":{"total":{{{i}}}}}""")]);
        Assert.Empty(schema.Properties);
        Assert.Equal("total", Assert.Single(schema.AdditionalProperties!.Properties).Name);
    }

    [Fact]
    public void Any_number_of_keys_stays_within_the_limit()
    {
        var catalog = new ApiCatalog(new CatalogLimits { MaxSchemaNodes = 500 });
        for (int i = 0; i < 2000; i++)
        {
            string name = string.Concat(Enumerable.Repeat((char)('a' + (i % 26)), 1 + (i / 26)));
            catalog.See("GET", $"/r{(char)('a' + (i % 7))}/list", body: $$$"""{"{{{name}}}":{"{{{name}}}":[{"{{{name}}}":1}]}}""");
        }

        Assert.True(catalog.Read().SchemasCapped);
    }

    [Fact]
    public void A_name_twice_in_an_object_counts_once() => Assert.Equal(1, Of("""{"a":1,"a":2}""").Properties[0].Present);

    [Fact]
    public void Broken_JSON_gives_what_stands_before_the_break()
    {
        SchemaSnapshot schema = Of("""{"a":1,"b":}""");
        Assert.Equal("a", schema.Properties[0].Name);
        Assert.Equal(0, schema.Properties[0].Present);
    }

    [Fact]
    public void Refused_requests_do_not_say_what_is_required()
    {
        var catalog = new ApiCatalog();
        catalog.See("POST", "/orders", 201, request: """{"sku":"a"}""", query: "dry=true");
        catalog.See("POST", "/orders", 422, request: "{}");
        EndpointSnapshot endpoint = catalog.Read("api")!.Endpoints.Single();
        Assert.True(endpoint.Bodies.Single(b => b.Status == 0).Schema!.Properties.Single().Required);
        Assert.True(endpoint.QueryParameters.Single().Required);
    }

    private static SchemaSnapshot Of(params string[] bodies)
    {
        var catalog = new ApiCatalog();
        foreach (string body in bodies)
        {
            catalog.Observe(new ObservedCall
            {
                Service = "api",
                Method = "GET",
                Path = "/x",
                Status = 200,
                TimeMillis = 0,
                ResponseContentType = "application/json",
                ResponseBody = Encoding.UTF8.GetBytes(body),
                ResponseBodyTruncated = true,
            });
        }

        return catalog.Response();
    }
}
