using System.Text;
using PodMirror.Catalog.OpenApi;
using PodMirror.Catalog.Tests.Traffic;

namespace PodMirror.Catalog.Tests.OpenApi;

public sealed class ImportTests
{
    public static TheoryData<string> Files => [.. Descriptions.Files().Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_public_description_is_read_with_all_its_operations(string name)
    {
        string file = Descriptions.Files().Single(f => Path.GetFileName(f) == name);
        ApiDescription description = Read(File.ReadAllBytes(file));
        string[] truth =
        [
            .. Descriptions.Read(file).Paths
                .SelectMany(p => p.Value.Operations!.Keys.Select(m => $"{m.Method.ToUpperInvariant()} {p.Key.Split('#')[0]}"))
                .Distinct().Order(StringComparer.Ordinal),
        ];
        Assert.Equal(truth, description.Operations.Select(o => $"{o.Method} {o.Template}").Order(StringComparer.Ordinal));
        Assert.All(description.Rules("api"), r => Assert.True(new ApiCatalog().TryAdd(r), r.Template));
    }

    [Fact]
    public void A_description_says_servers_parameters_contents_and_security()
    {
        ApiDescription description = Read("""
            openapi: 3.0.3
            info: {title: Shop, version: '2'}
            servers:
              - url: https://{region}.example.com/{base}/
                variables: {region: {default: eu}, base: {default: v2}}
            security: [{token: []}, {}]
            paths:
              /orders/{id}:
                parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
                put:
                  deprecated: true
                  parameters: [{name: dry, in: query, schema: {type: boolean}}]
                  requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
                  responses: {2XX: {description: ok, content: {'application/json; charset=utf-8': {schema: {type: array, items: {type: string}}}}}}
            components:
              securitySchemes: {token: {type: http, scheme: bearer, bearerFormat: JWT}}
              schemas:
                Order:
                  type: object
                  required: [sku]
                  properties: {sku: {type: string, nullable: true, enum: [a, b, null]}, next: {$ref: '#/components/schemas/Order'}}
            """);
        DescribedOperation operation = Assert.Single(description.Operations);
        Assert.Equal("Shop 2 3.0", $"{description.Title} {description.Version} {description.Specification}");
        Assert.Equal(["/v2/orders/{id}"], operation.Templates);
        Assert.True(operation is { Deprecated: true, RequestRequired: true, Anonymous: true, AuthUnknown: false, Method: "PUT" });
        Assert.Equal(AuthEvidence.BearerJwt | AuthEvidence.BearerOpaque, operation.Auth);
        Assert.Equal(["query dry False", "path id True"], operation.Parameters.Select(p => $"{p.In} {p.Name} {p.Required}"));
        DescribedSchema order = Assert.Single(operation.Request!).Schema!;
        Assert.Equal(["sku"], order.Required);
        Assert.Equal(JsonTypes.String | JsonTypes.Null, order.Properties["sku"].Types);
        Assert.Equal(["a", "b"], order.Properties["sku"].Enumeration);
        Assert.Same(order, order.Properties["next"]);
        DescribedResponse response = Assert.Single(operation.Responses);
        Assert.Equal("2XX application/json", $"{response.Status} {response.Content[0].ContentType}");
        Assert.Empty(description.Warnings);
        Assert.Equal([new TemplateRule("api", TemplateRuleKind.Declare, "/v2/orders/{id}")], description.Rules("api"));
    }

    [Fact]
    public void Version_two_is_read_with_its_base_path_body_and_keys()
    {
        ApiDescription description = Read("""
            {"swagger":"2.0","info":{"title":"Old","version":"1"},"basePath":"/api","consumes":["application/json"],"produces":["application/json"],
             "securityDefinitions":{"key":{"type":"apiKey","in":"header","name":"x-key"}},"security":[{"key":[]}],
             "paths":{"/a":{"post":{"parameters":[{"in":"body","name":"b","required":true,"schema":{"$ref":"#/definitions/A"}}],
             "responses":{"200":{"description":"ok","schema":{"type":"string"}}}}}},
             "definitions":{"A":{"type":"object","properties":{"x":{"type":"integer"}}}}}
            """);
        DescribedOperation operation = Assert.Single(description.Operations);
        Assert.Equal("2.0", description.Specification);
        Assert.Equal(["/api/a"], operation.Templates);
        Assert.Equal(AuthEvidence.ApiKeyHeader, operation.Auth);
        Assert.Equal(JsonTypes.Integer, Assert.Single(operation.Request!).Schema!.Properties["x"].Types);
        Assert.Equal(JsonTypes.String, operation.Responses[0].Content[0].Schema!.Types);
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("[]", 1, "object")]
    [InlineData("{\n\"openapi\": \"3.1.0\",\n\"paths\": {,}}", 3, "no JSON")]
    [InlineData("{\"openapi\":\"3.1.0\",\n\"openapi\":\"3.1.0\"}", 2, "twice")]
    [InlineData("openapi: 3.1.0\npaths:\n  a: [\n", 4, "no YAML")]
    [InlineData("openapi: 3.1.0\nopenapi: 3.1.0\n", 2, "twice")]
    [InlineData("openapi: 3.1.0\npaths: *x\n", 2, "alias")]
    [InlineData("a: 1\n---\nb: 2\n", 2, "second document")]
    [InlineData("info: {}\n", 1, "version")]
    [InlineData("info: {}\nopenapi: 4.0.0\n", 2, "4.0.0")]
    [InlineData("swagger: '1.2'\n", 1, "1.2")]
    [InlineData("openapi: 3.1.0\npaths: []\n", 2, "paths")]
    public void What_is_no_description_is_refused_with_the_line(string text, int line, string word)
    {
        Assert.False(ApiDescriptionReader.TryRead(Encoding.UTF8.GetBytes(text), null, out _, out ImportFault? fault));
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        Assert.Equal(line, fault.Line);
    }

    [Theory]
    [InlineData("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
        + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
        + "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n", "values")]
    [InlineData("a: &a [*a]\n", "alias")]
    [InlineData("openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}, "
        + "B: {$ref: '#/components/schemas/A'}}}\n", "each other")]
    public void Bombs_and_circles_are_refused(string text, string word)
    {
        Assert.False(ApiDescriptionReader.TryRead(Encoding.UTF8.GetBytes(text), null, out _, out ImportFault? fault));
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void What_is_nested_too_deep_is_refused(string open, string close)
    {
        string deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));
        foreach (string text in new[] { $"{{\"openapi\":\"3.1.0\",\"x-a\":{deep}}}", $"openapi: 3.1.0\nx-a: {deep}\n" })
        {
            Assert.False(ApiDescriptionReader.TryRead(Encoding.UTF8.GetBytes(text), null, out _, out ImportFault? fault));
            Assert.NotEmpty(fault.Message);
        }
    }

    [Theory]
    [InlineData("#")]
    [InlineData("#/")]
    [InlineData("#/definitions")]
    [InlineData("#/definitions/")]
    [InlineData("/")]
    [InlineData("other.json#")]
    [InlineData("#/definitions/A/properties/x/y/z")]
    public void A_reference_to_nothing_is_told_whatever_the_names_on_the_way_to_it(string reference)
    {
        byte[] text = Encoding.UTF8.GetBytes("""
            {"swagger":"2.0","info":{"title":"Old","version":"1"},"paths":{"/a":{"post":{"parameters":[{"in":"body","name":"b",
             "schema":{"$ref":"*"}}],"responses":{"default":{"description":"ok","schema":{"$ref":"*"}}}}}},
             "definitions":{"A":{"type":"object","properties":{"default":{"$ref":"*"},"x-id":{"$ref":"*"}}}}}
            """.Replace("*", reference, StringComparison.Ordinal));
        ApiDescriptionReader.TryRead(text, null, out ApiDescription? description, out ImportFault? fault);
        Assert.Null(fault);
        Assert.Equal(4, description!.Warnings.Count);
    }

    [Fact]
    public void Sizes_and_counts_have_limits()
    {
        byte[] text = Encoding.UTF8.GetBytes("openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {/a: {get: {}, put: {}}}\n");
        Assert.Equal("larger than 20 bytes", Fault(text, new ImportLimits { MaxBytes = 20 }));
        Assert.Equal("more than 1 operations", Fault(text, new ImportLimits { MaxOperations = 1 }));
        Assert.Equal("more than 5 values, with what aliases repeat", Fault(text, new ImportLimits { MaxValues = 5 }));
        Assert.Equal("nested deeper than 2", Fault(text, new ImportLimits { MaxDepth = 2 }));
    }

    [Theory]
    [InlineData("https://attacker.example/schema.json")]
    [InlineData("file:///etc/passwd")]
    [InlineData("other.yaml#/A")]
    [InlineData("#/components/schemas/None")]
    public void A_reference_that_leads_out_is_never_followed_and_told(string reference)
    {
        ApiDescription description = Read("""
            openapi: 3.1.0
            info: {title: a, version: '1'}
            paths:
              /a:
                get:
                  responses:
                    '200': {description: ok, content: {application/json: {schema: {$ref: 'REFERENCE'}}}}
            """.Replace("REFERENCE", reference, StringComparison.Ordinal));
        Assert.Contains(
            description.Warnings, w => w.StartsWith("line 7: ", StringComparison.Ordinal) && w.Contains(reference, StringComparison.Ordinal));
        Assert.Equal(JsonTypes.None, description.Operations[0].Responses[0].Content[0].Schema!.Types);
    }

    [Fact]
    public void Json_and_yaml_of_one_description_are_the_same()
    {
        ServiceSnapshot service = StateTests.Busy().Read("api")!;
        ApiDescription json = Read(OpenApiExport.ToJson(service));
        ApiDescription yaml = Read(OpenApiExport.ToYaml(service));
        Assert.Equal(
            json.Operations.Select(o => $"{o.Method} {o.Template} {o.Auth}"), yaml.Operations.Select(o => $"{o.Method} {o.Template} {o.Auth}"));
        Assert.Empty(json.Warnings);
        Assert.Empty(yaml.Warnings);
    }

    /// <summary>Reads one that is right.</summary>
    internal static ApiDescription Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static ApiDescription Read(byte[] text)
    {
        Assert.True(ApiDescriptionReader.TryRead(text, null, out ApiDescription? description, out ImportFault? fault), fault?.ToString());
        return description;
    }

    private static string Fault(byte[] text, ImportLimits limits)
    {
        Assert.False(ApiDescriptionReader.TryRead(text, limits, out _, out ImportFault? fault));
        return fault.Message;
    }
}
