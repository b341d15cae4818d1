using System.Buffers;
using PodMirror.Catalog.Drift;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Tests.OpenApi;

public sealed class DriftTests
{
    private const string Described = """
        openapi: 3.0.3
        info: {title: Shop, version: '1'}
        servers: [{url: https://example.com/v1}]
        paths:
          /orders:
            get:
              parameters: [{name: page, in: query, required: true, schema: {type: integer}}]
              responses:
                '200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}
            post:
              deprecated: true
              responses: {'201': {description: made}}
          /orders/{id}:
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
              responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
        components:
          schemas:
            Order:
              type: object
              required: [id]
              properties: {id: {type: integer}, note: {type: string}}
        """;

    private const string Response =
        "openapi: 3.1.0\ninfo: {title: a, version: '1'}\n"
        + "paths: {/a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: ";

    private static readonly SchemaSnapshot Order = Snapshots.Object(("id!", Snapshots.Schema("integer")), ("note", Snapshots.Schema("string")));

    private static readonly EndpointSnapshot One = Snapshots.Endpoint("GET", "/v1/orders/{orderId}") with
    {
        PathParameters = [new PathParameterSnapshot("orderId", "integer", null, ["17"], 2)],
        Bodies = [Snapshots.Response(Order)],
    };

    [Fact]
    public void What_is_described_and_seen_as_described_is_documented_and_what_is_never_seen_an_orphan()
    {
        DriftReport report = Compare(Described, One);
        Assert.Equal(["GET /v1/orders Orphan", "POST /v1/orders Orphan", "GET /v1/orders/{id} Documented"], Lines(report));
        Assert.Same(One, Assert.Single(report.Items[2].Endpoints));
        Assert.Equal([1, 2, 0], new[] { DriftStatus.Documented, DriftStatus.Orphan, DriftStatus.Shadow }.Select(report.Count));
    }

    [Fact]
    public void What_is_seen_and_not_described_is_a_shadow()
    {
        DriftReport report = Compare(Described, One, Snapshots.Endpoint("DELETE", "/v1/orders/{orderId}"), Snapshots.Endpoint("GET", "/debug"));
        Assert.Contains("DELETE /v1/orders/{orderId} Shadow", Lines(report));
        Assert.Contains("GET /debug Shadow", Lines(report));
    }

    [Fact]
    public void What_is_deprecated_and_still_called_is_a_zombie_and_what_is_not_called_any_more_none()
    {
        EndpointSnapshot old = Snapshots.Endpoint("POST", "/v1/orders") with { Statuses = [new StatusSnapshot(201, 1)] };
        Assert.Contains("POST /v1/orders Zombie operation: is deprecated, and is still called", Lines(Compare(Described, old)));
        Assert.Contains(
            "POST /v1/orders Documented", Lines(Compare(Described, old with { LastSeen = Snapshots.Time - DriftComparison.StillCalledMillis - 1 })));
    }

    [Fact]
    public void What_is_gone_from_a_newer_description_is_a_zombie_once_it_is_called_after_that()
    {
        ServiceSnapshot service = Snapshots.Service(One);
        ApiDescription older = ImportTests.Read(Described);
        ApiDescription newer = ImportTests.Read(Described.Replace("/orders/{id}:", "/orders/{id}/new:", StringComparison.Ordinal));
        DriftMemory memory = DriftComparison.Compare(older, service, DriftMemory.Empty, Snapshots.Time).Memory;
        DriftReport quiet = DriftComparison.Compare(newer, service, memory, Snapshots.Time + 10);
        Assert.DoesNotContain(quiet.Items, i => i.Template == One.Template);
        ServiceSnapshot later = Snapshots.Service(One with { LastSeen = Snapshots.Time + 20 });
        DriftReport called = DriftComparison.Compare(newer, later, quiet.Memory, Snapshots.Time + 30);
        Assert.Contains("GET /v1/orders/{orderId} Zombie operation: is gone from the description, and is still called", Lines(called));
        DriftReport back = DriftComparison.Compare(older, service, called.Memory, Snapshots.Time + 40);
        Assert.Contains("GET /v1/orders/{id} Documented", Lines(back));
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "status", "response.418: undocumented status" },
        { "property", "response.200.body:$.price: undocumented property" },
        { "missing", "response.200.body:$.id: required property, and was missing" },
        { "type", "response.200.body:$.id: integer is described, string was seen" },
        { "null", "response.200.body:$.note: string is described, null was seen" },
        { "content", "response.200.body: undocumented content type text/csv" },
        { "query", "request.query:all: undocumented parameter" },
        { "path", "request.path:id: integer is described, other text was seen" },
        { "body", "request.body: none is described, application/json was seen" },
        { "auth", "security: none is described, Basic was seen" },
        { "failure", "" },
        { "redacted", "" },
        { "key", "security: none is described, ApiKeyQuery was seen" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_is_not_as_described_is_told_with_its_place(string what, string change)
    {
        SchemaSnapshot text = Snapshots.Schema("string");
        EndpointSnapshot seen = what switch
        {
            "status" => One with { Statuses = [new StatusSnapshot(200, 1), new StatusSnapshot(418, 1)] },
            "failure" => One with { Statuses = [new StatusSnapshot(200, 1), new StatusSnapshot(503, 1)] },
            "property" => One with { Bodies = [Snapshots.Response(Snapshots.Object(("id!", Snapshots.Schema("integer")), ("price", text)))] },
            "missing" => One with { Bodies = [Snapshots.Response(Snapshots.Object(("id", Snapshots.Schema("integer"))))] },
            "type" => One with { Bodies = [Snapshots.Response(Snapshots.Object(("id!", text)))] },
            "redacted" => One with { Bodies = [Snapshots.Response(Snapshots.Object(("id!", text with { Example = "REDACTED" })))] },
            "null" => One with
            {
                Bodies = [Snapshots.Response(Snapshots.Object(("id!", Snapshots.Schema("integer")), ("note", text with { Nullable = true })))],
            },
            "content" => One with { Bodies = [new BodySnapshot(200, "text/csv", 1, 0, null)] },
            "query" => One with { QueryParameters = [new PropertySnapshot("all", false, 1, 2, text)] },
            "key" => One with { QueryParameters = [new PropertySnapshot("k", true, 2, 2, text)], Auth = AuthEvidence.ApiKeyQuery, ApiKeyName = "k" },
            "path" => One with { PathParameters = [new PathParameterSnapshot("orderId", "string", null, ["abc"], 2)] },
            "body" => One with { Bodies = [Snapshots.Request(Order)] },
            _ => One with { Auth = AuthEvidence.Basic },
        };
        DriftItem item = Compare(Described, seen).Items.Single(i => i.Template == "/v1/orders/{id}");
        Assert.Equal(change, string.Join('\n', item.Changes.Select(c => $"{c.Where}: {c.What}")));
        Assert.Equal(change.Length == 0 ? DriftStatus.Documented : DriftStatus.Changed, item.Status);
    }

    [Theory]
    [InlineData(null, "request.query:page: required parameter, and was missing")]
    [InlineData("integer", "")]
    [InlineData("string", "request.query:page: integer is described, other text was seen")]
    public void A_required_parameter_is_compared(string? type, string change)
    {
        EndpointSnapshot list = Snapshots.Endpoint("GET", "/v1/orders") with
        {
            QueryParameters = type is null ? [] : [new PropertySnapshot("page", true, 5, 5, Snapshots.Schema(type))],
        };
        DriftItem item = Compare(Described, list).Items.Single(i => i is { Template: "/v1/orders", Method: "GET" });
        Assert.Equal(change, string.Join('\n', item.Changes.Select(c => $"{c.Where}: {c.What}")));
    }

    [Theory]
    [InlineData("default", 404, "response.404.body: undocumented content type text/html")]
    [InlineData("default", 502, "")]
    [InlineData("5XX", 502, "")]
    [InlineData("'502'", 502, "response.502.body: undocumented content type text/html")]
    public void What_a_failing_server_answers_is_compared_only_where_that_very_status_is_described(string described, int status, string change)
    {
        string text = Response.Replace("'200'", described, StringComparison.Ordinal) + "{}" + "}}}}}}}\n";
        EndpointSnapshot seen = Snapshots.Endpoint("GET", "/a") with
        {
            Statuses = [new StatusSnapshot(status, 1)],
            Bodies = [Snapshots.Response(Snapshots.Schema("string"), status) with { ContentType = "text/html" }],
        };
        Assert.Equal(change, string.Join('\n', Compare(text, seen).Items.Single().Changes.Select(c => $"{c.Where}: {c.What}")));
    }

    [Fact]
    public void Other_words_another_order_other_names_and_references_are_no_drift()
    {
        string same = Described.Replace("{id}", "{number}", StringComparison.Ordinal).Replace("name: id", "name: number", StringComparison.Ordinal)
            .Replace("description: ok", "description: fine", StringComparison.Ordinal)
            .Replace(
                "properties: {id: {type: integer}, note: {type: string}}",
                "properties: {note: {type: string}, id: {$ref: '#/components/schemas/Id'}}",
                StringComparison.Ordinal) + "\n    Id: {type: integer}";
        DriftReport before = Compare(Described, One);
        DriftReport after = DriftComparison.Compare(ImportTests.Read(same), Snapshots.Service(One), before.Memory, Snapshots.Time + 1000);
        Assert.Equal(before.Items.Select(i => (i.Id, i.Status, i.Since)), after.Items.Select(i => (i.Id, i.Status, i.Since)));
    }

    [Fact]
    public void What_gateways_take_away_from_the_path_is_not_missed() =>
        Assert.Contains("GET /orders/{id} Documented", Lines(Compare(Described, One with { Template = "/orders/{orderId}" })));

    [Fact]
    public void Values_that_the_catalog_takes_for_literals_are_the_operation_with_the_parameter()
    {
        DriftReport report = Compare(
            Described, One with { Template = "/v1/orders/first", PathParameters = [] }, One with { Template = "/v1/orders/last" });
        Assert.Equal(2, report.Items.Single(i => i.Template == "/v1/orders/{id}").Endpoints.Count);
        Assert.Equal(0, report.Count(DriftStatus.Shadow));
    }

    [Fact]
    public void A_state_lasts_with_its_time_and_an_acceptance_until_it_changes()
    {
        DriftReport first = Compare(Described, One with { Auth = AuthEvidence.Basic });
        string id = first.Items.Single(i => i.Status == DriftStatus.Changed).Id;
        DriftMemory accepted = first.Memory.Accept(id)!;
        Assert.Null(first.Memory.Accept("0000000000000000"));
        Assert.Null(first.Memory.Recall(id));
        DriftItem same = Again(accepted, AuthEvidence.Basic, out DriftMemory kept);
        Assert.True(same is { Accepted: true, Since: Snapshots.Time });
        DriftItem other = Again(kept, AuthEvidence.Cookie, out DriftMemory changed);
        Assert.True(other is { Accepted: false, Since: Snapshots.Time + 1 });
        Assert.False(Again(changed, AuthEvidence.Basic, out _).Accepted);
        Assert.False(Again(accepted.Recall(id)!, AuthEvidence.Basic, out _).Accepted);

        DriftItem Again(DriftMemory memory, AuthEvidence auth, out DriftMemory next)
        {
            ServiceSnapshot service = Snapshots.Service(One with { Auth = auth });
            DriftReport report = DriftComparison.Compare(ImportTests.Read(Described), service, memory, Snapshots.Time + 1);
            next = report.Memory;
            return report.Items.Single(i => i.Id == id);
        }
    }

    [Fact]
    public void What_is_remembered_is_saved_and_loaded_and_every_beginning_of_it_refused()
    {
        byte[] state = Saved(Remembered());
        Assert.True(DriftMemory.TryLoad(state, out DriftMemory? loaded, out string? fault), fault);
        Assert.Equal(state, Saved(loaded));
        for (int length = 0; length < state.Length; length++)
        {
            Assert.False(DriftMemory.TryLoad(state.AsSpan(0, length), out _, out string? word));
            Assert.NotEmpty(word);
        }

        Assert.False(DriftMemory.TryLoad([.. state, 0], out _, out _));
        state[5]++;
        Assert.False(DriftMemory.TryLoad(state, out _, out string? version));
        Assert.Equal("of a version that is not known", version);
    }

    [Fact]
    public void What_is_written_of_traffic_and_read_again_is_no_drift()
    {
        ServiceSnapshot service = StateTests.Busy().Read("api")!;
        Assert.True(
            ApiDescriptionReader.TryRead(OpenApiExport.ToYaml(service), null, out ApiDescription? description, out ImportFault? fault),
            fault?.Message);
        DriftReport report = DriftComparison.Compare(description, service, DriftMemory.Empty, Snapshots.Time);
        Assert.All(
            report.Items, i => Assert.True(i.Status == DriftStatus.Documented, $"{i.Method} {i.Template} {i.Status} {string.Join(' ', i.Changes)}"));
    }

    [Theory]
    [InlineData("oneOf: [{type: object, properties: {a: {type: string}}, required: [a]}, {type: object, properties: {b: {type: string}}}]", "")]
    [InlineData("allOf: [{type: object, properties: {a: {type: string}}}, {properties: {b: {type: string}}, required: [c]}]", "$.c")]
    [InlineData("allOf: [{type: object, properties: {a: {type: string}}}]", "$.b")]
    [InlineData("{type: object}", "")]
    [InlineData("{type: object, properties: {a: {type: string}}, additionalProperties: true}", "")]
    [InlineData("{type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}", "$.b")]
    [InlineData("{type: object, properties: {a: {type: string}, b: {}}}", "")]
    [InlineData("{}", "")]
    [InlineData("anyOf: [{type: object, properties: {a: {type: string}}}, {}]", "")]
    public void Combinations_of_schemas_are_compared_by_what_they_allow(string schema, string places)
    {
        string flow = schema.StartsWith('{') ? schema : "{" + schema + "}";
        string text = Response + flow + "}}}}}}}\n";
        SchemaSnapshot seen = Snapshots.Object(("a", Snapshots.Schema("string")), ("b", Snapshots.Schema("string")));
        DriftItem item = Compare(text, Snapshots.Endpoint("GET", "/a") with { Bodies = [Snapshots.Response(seen)] }).Items.Single();
        Assert.Equal(places, string.Join(' ', item.Changes.Select(c => c.Where[(c.Where.IndexOf(':', StringComparison.Ordinal) + 1)..])));
    }

    [Fact]
    public void Schemas_that_hold_themselves_and_many_combinations_end()
    {
        string parts = string.Join("\n", Enumerable.Range(0, 40).Select(i =>
            $"    S{i}: {{allOf: [{{$ref: '#/components/schemas/S{i + 1}'}}, {{$ref: '#/components/schemas/S{i + 1}'}}]}}"));
        string text = Response + "{$ref: '#/components/schemas/S0'}}}}}}}}\ncomponents:\n  schemas:\n" + parts
            + "\n    S40: {allOf: [{$ref: '#/components/schemas/S0'}]}\n";
        EndpointSnapshot seen = Snapshots.Endpoint("GET", "/a") with { Bodies = [Snapshots.Response(Order)] };
        Assert.Equal(DriftStatus.Documented, Compare(text, seen).Items.Single().Status);
    }

    /// <summary>Something of everything.</summary>
    internal static DriftMemory Remembered()
    {
        DriftReport first = Compare(Described, One, Snapshots.Endpoint("GET", "/debug"));
        ApiDescription newer = ImportTests.Read(Described.Replace("/orders/{id}:", "/orders/{id}/new:", StringComparison.Ordinal));
        DriftMemory memory = first.Memory.Accept(first.Items[0].Id)!;
        return DriftComparison.Compare(newer, Snapshots.Service(One), memory, Snapshots.Time + 10).Memory;
    }

    private static DriftReport Compare(string description, params EndpointSnapshot[] endpoints) =>
        DriftComparison.Compare(ImportTests.Read(description), Snapshots.Service(endpoints), DriftMemory.Empty, Snapshots.Time);

    private static IEnumerable<string> Lines(DriftReport report) =>
        report.Items.Select(i => $"{i.Method} {i.Template} {i.Status} {string.Join(' ', i.Changes.Select(c => $"{c.Where}: {c.What}"))}".TrimEnd());

    private static byte[] Saved(DriftMemory memory)
    {
        var into = new ArrayBufferWriter<byte>();
        memory.Save(into);
        return into.WrittenSpan.ToArray();
    }
}
