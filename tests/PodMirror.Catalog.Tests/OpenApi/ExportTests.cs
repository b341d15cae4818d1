using System.Text.Json;

namespace PodMirror.Catalog.Tests.OpenApi;

public sealed class ExportTests
{
    [Fact]
    public void Endpoints_become_operations_with_parameters_and_contents()
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 30; i++)
        {
            string note = i % 2 == 0 ? "" : ",\"note\":null";
            catalog.See(
                "POST", $"/orders/{1000 + i}/items", 201, $$"""{"id":{{i}},"price":1.5{{note}}}""",
                """{"sku":"a","at":"2026-10-21T07:28:00Z"}""", "dry=true");
        }

        JsonElement operation = catalog.Document().At("paths", "/orders/{orderId}/items", "post");
        Assert.Equal("postOrdersByIdItems", operation.At("operationId").GetString());
        Assert.Equal(["path:orderId:True", "query:dry:True"], operation.At("parameters").EnumerateArray().Select(Parameter));
        Assert.Equal("integer", operation.At("parameters")[0].At("schema", "type").GetString());
        Assert.True(operation.At("requestBody", "required").GetBoolean());
        JsonElement request = operation.At("requestBody", "content", "application/json", "schema");
        Assert.Equal(["at", "sku"], request.At("required").EnumerateArray().Select(n => n.GetString()));
        Assert.Equal("date-time", request.At("properties", "at", "format").GetString());
        JsonElement response = operation.At("responses", "201", "content", "application/json", "schema");
        Assert.Equal(["id", "price"], response.At("required").EnumerateArray().Select(n => n.GetString()));
        Assert.Equal("null", response.At("properties", "note", "type").GetString());
        Assert.Equal(30, operation.At("x-podmirror-calls").GetInt32());
    }

    [Fact]
    public void Header_fields_become_parameters_and_fields_of_responses()
    {
        SchemaSnapshot text = Snapshots.Schema("string");
        PropertySnapshot limit = new("x-rate-limit", true, 30, 30, Snapshots.Schema("integer"));
        PropertySnapshot[] sent =
        [
            new("x-tenant", true, 30, 30, text), new("x-page", false, 5, 30, Snapshots.Schema("integer")), new("x-key", true, 30, 30, text),
        ];
        JsonElement operation = Snapshots.Service(Snapshots.Endpoint("GET", "/a") with
        {
            Auth = AuthEvidence.ApiKeyHeader,
            ApiKeyName = "X-Key",
            HeaderParameters = sent,
            Bodies =
            [
                new BodySnapshot(200, "", 30, 0, null) { Headers = [limit, new("etag", true, 30, 30, text)] },
                new BodySnapshot(200, "text/csv", 30, 0, null) { Headers = [limit] },
            ],
        }).Document().At("paths", "/a", "get");
        Assert.Equal(["header:x-page:False", "header:x-tenant:True"], operation.At("parameters").EnumerateArray().Select(Parameter));
        Assert.Equal("integer", operation.At("parameters")[0].At("schema", "type").GetString());
        JsonElement fields = operation.At("responses", "200", "headers");
        Assert.Equal(["etag", "x-rate-limit"], fields.EnumerateObject().Select(f => f.Name));
        Assert.True(fields.At("x-rate-limit", "required").GetBoolean());
        Assert.False(fields.At("etag").TryGetProperty("required", out _));
    }

    [Fact]
    public void What_few_objects_had_is_not_required()
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < 19; i++)
        {
            catalog.See("GET", "/a", body: """{"id":1}""", query: "page=1");
        }

        JsonElement operation = catalog.Document().At("paths", "/a", "get");
        Assert.False(operation.At("responses", "200", "content", "application/json", "schema").TryGetProperty("required", out _));
        Assert.False(operation.At("parameters")[0].TryGetProperty("required", out _));
    }

    [Fact]
    public void Nullable_values_conflicts_maps_and_enumerations_are_what_json_schema_says()
    {
        var catalog = new ApiCatalog();
        string[] states = ["open", "closed"];
        for (int i = 0; i < 100; i++)
        {
            string id = $"{i:x8}-0000-4000-8000-000000000000";
            catalog.See("GET", "/a", body: $$"""
                {"n":{{(i % 2 == 0 ? "null" : "1.5")}},"c":{{(i % 2 == 0 ? "\"x\"" : "true")}},"m":{"{{id}}":1},"s":"{{states[i % 2]}}"}
                """);
        }

        JsonElement schema = catalog.Document().At("paths", "/a", "get", "responses", "200", "content", "application/json", "schema", "properties");
        Assert.Equal(["null", "number"], schema.At("n", "type").EnumerateArray().Select(t => t.GetString()).Order());
        Assert.True(schema.At("c").TryGetProperty("anyOf", out _) || schema.At("c", "type").GetArrayLength() == 2);
        Assert.Equal("integer", schema.At("m", "additionalProperties", "type").GetString());
        Assert.Equal(["closed", "open"], schema.At("s", "enum").EnumerateArray().Select(t => t.GetString()));
    }

    [Theory]
    [InlineData(AuthEvidence.Basic, "basic", """{"type":"http","scheme":"basic"}""")]
    [InlineData(AuthEvidence.BearerJwt, "bearer_jwt", """{"type":"http","scheme":"bearer","bearerFormat":"JWT"}""")]
    [InlineData(AuthEvidence.BearerOpaque, "bearer_opaque", """{"type":"http","scheme":"bearer"}""")]
    [InlineData(AuthEvidence.ApiKeyHeader, "api_key_header_x-key", """{"type":"apiKey","name":"x-key","in":"header"}""")]
    [InlineData(AuthEvidence.ApiKeyQuery, "api_key_query_x-key", """{"type":"apiKey","name":"x-key","in":"query"}""")]
    [InlineData(AuthEvidence.Cookie, "cookie_JSESSIONID", """{"type":"apiKey","name":"JSESSIONID","in":"cookie"}""")]
    [InlineData(AuthEvidence.MutualTls, "mutual_tls", """{"type":"mutualTLS"}""")]
    public void Authentication_becomes_a_security_scheme_and_its_use(AuthEvidence kind, string name, string scheme)
    {
        EndpointSnapshot endpoint = Snapshots.Endpoint("GET", "/a") with { Auth = kind, ApiKeyName = "x-key", CookieName = "JSESSIONID" };
        JsonElement document = Snapshots.Service(endpoint).Document();
        Assert.Equal(0, document.At("paths", "/a", "get", "security")[0].At(name).GetArrayLength());
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(scheme), document.At("components", "securitySchemes", name)));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void An_endpoint_that_does_not_show_its_authentication_does_not_make_that_of_its_operation_optional(bool isUnknown, int ways)
    {
        EndpointSnapshot known = Snapshots.Endpoint("POST", "/graphql") with
        {
            Kind = CallKind.GraphQl,
            Operation = "query A",
            Auth = AuthEvidence.Basic,
        };
        EndpointSnapshot other = known with { Operation = "query B", Auth = AuthEvidence.None, AuthUnknown = isUnknown };
        JsonElement document = Snapshots.Service(known, other).Document();
        Assert.Equal(ways, document.At("paths", "/graphql", "post", "security").GetArrayLength());
    }

    [Fact]
    public void Signatures_of_aws_are_a_key_in_authorization_with_the_extension_of_its_gateways()
    {
        JsonElement scheme = Snapshots.Service(Snapshots.Endpoint("GET", "/a") with { Auth = AuthEvidence.AwsSigV4 }).Document()
            .At("components", "securitySchemes", "aws_sigv4");
        Assert.Equal("awsSigv4", scheme.At("x-amazon-apigateway-authtype").GetString());
        Assert.Equal("Authorization", scheme.At("name").GetString());
    }

    [Fact]
    public void Methods_that_openapi_has_no_field_for_are_written_as_its_extension()
    {
        ServiceSnapshot service = Snapshots.Service(
            Snapshots.Endpoint("PROPFIND", "/a"), Snapshots.Endpoint("GET", "/a"), Snapshots.Endpoint("CONNECT", "/b"));
        JsonElement paths = service.Document().At("paths");
        Assert.Equal("propfindA", paths.At("/a", "x-oai-additionalOperations", "PROPFIND", "operationId").GetString());
        Assert.Equal("connectB", paths.At("/b", "x-oai-additionalOperations", "CONNECT", "operationId").GetString());
        service.WriteAndRead();
    }

    [Fact]
    public void Templates_that_are_equal_but_for_names_are_one_path()
    {
        ServiceSnapshot service = Snapshots.Service(
            Snapshots.Endpoint("GET", "/users/{id}/orders/{id2}"), Snapshots.Endpoint("PUT", "/users/{userId}/orders/{order}"));
        JsonElement path = Assert.Single(service.Document().At("paths").EnumerateObject()).Value;
        Assert.Equal("getUsersByIdOrdersById", path.At("get", "operationId").GetString());
        Assert.Equal(["path:id:True", "path:id2:True"], path.At("put", "parameters").EnumerateArray().Select(Parameter));
        service.WriteAndRead();
    }

    [Fact]
    public void Names_of_operations_that_clash_stay_with_the_one_that_was_first()
    {
        EndpointSnapshot first = Snapshots.Endpoint("GET", "/b-c") with { FirstSeen = 1 };
        EndpointSnapshot second = Snapshots.Endpoint("GET", "/B/C") with { FirstSeen = 2 };
        JsonElement paths = Snapshots.Service(second, first).Document().At("paths");
        Assert.Equal("getBC", paths.At("/b-c", "get", "operationId").GetString());
        Assert.StartsWith("getBC_", paths.At("/B/C", "get", "operationId").GetString());
    }

    [Fact]
    public void Operations_of_graphql_share_one_that_names_them()
    {
        ServiceSnapshot service = Snapshots.Service(
            Snapshots.Endpoint("POST", "/graphql") with { Kind = CallKind.GraphQl, Operation = "query Orders" },
            Snapshots.Endpoint("POST", "/graphql") with { Kind = CallKind.GraphQl, Operation = "mutation Pay" });
        JsonElement operation = service.Document().At("paths", "/graphql", "post");
        Assert.Equal(["query Orders", "mutation Pay"], operation.At("x-podmirror-graphql-operations").EnumerateArray().Select(o => o.GetString()));
        Assert.Equal(2, operation.At("x-podmirror-calls").GetInt32());
        service.WriteAndRead();
    }

    [Fact]
    public void Grpc_and_websockets_are_what_they_are_in_http()
    {
        ServiceSnapshot service = Snapshots.Service(
            Snapshots.Endpoint("POST", "/shop.Orders/List") with
            {
                Kind = CallKind.Grpc,
                Bodies = [new BodySnapshot(0, "application/grpc", 1, 0, null), new BodySnapshot(200, "application/grpc", 1, 0, null)],
            },
            Snapshots.Endpoint("GET", "/live") with { Kind = CallKind.WebSocket, Statuses = [new StatusSnapshot(101, 1)] });
        JsonElement paths = service.Document().At("paths");
        Assert.Empty(paths.At("/shop.Orders/List", "post", "responses", "200", "content", "application/grpc").EnumerateObject());
        Assert.Equal("Switching Protocols", paths.At("/live", "get", "responses", "101", "description").GetString());
        service.WriteAndRead();
    }

    private static string Parameter(JsonElement parameter) =>
        $"{parameter.At("in")}:{parameter.At("name")}:{parameter.TryGetProperty("required", out JsonElement r) && r.GetBoolean()}";
}
