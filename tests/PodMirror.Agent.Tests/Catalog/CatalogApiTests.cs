using System.Net;
using System.Text.Json;
using static PodMirror.Agent.Tests.Catalog.CatalogAgent;

namespace PodMirror.Agent.Tests.Catalog;

public sealed class CatalogApiTests
{
    [Theory]
    [InlineData("services?x=1", "x")]
    [InlineData("endpoints?x=1", "x")]
    [InlineData("endpoints?sort=size", "sort")]
    [InlineData("endpoints?kind=soap", "kind")]
    [InlineData("endpoints?auth=digest", "auth")]
    [InlineData("endpoints?limit=0", "limit")]
    [InlineData("endpoints?limit=1001", "limit")]
    [InlineData("endpoints?q=a&q=b", "q")]
    [InlineData("endpoints?service=", "service")]
    [InlineData("endpoints?cursor=1-1", "cursor")]
    [InlineData("endpoints?cursor=x", "cursor")]
    [InlineData("sensitive?dismissed=yes", "dismissed")]
    [InlineData("sensitive?cursor=zz-1", "cursor")]
    [InlineData("map?minutes=0", "minutes")]
    [InlineData("rules?service=a", "service")]
    [InlineData("dismissals?limit=1", "limit")]
    public async Task A_parameter_that_cannot_be_read_is_a_problem(string path, string parameter)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        JsonElement problem = await agent.GetAsync("/api/v1/" + path, HttpStatusCode.BadRequest);
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task Filters_leave_what_they_say()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.SendAsync(TestRequest.From("cart", "a", "b", Calls(3, _ => "/carts", "POST")));
        await agent.CatalogAsync(
        [
            .. Calls(40, _ => "/items"),
            .. Enumerable.Range(0, 5).Select(_ => new TestSpan
            {
                Path = "/login",
                Attributes =
                [
                    ("http.request.header.authorization", new object[] { "Basic REDACTED" }),
                    ("podmirror.sensitive.email", new object[] { "request.body" }),
                    ("http.request.header.content-type", new object[] { "text/plain" }),
                ],
            }),
            new TestSpan { Path = "/login", Status = 500 },
            new TestSpan { Path = "/shop.Orders/Get", Method = "POST", Attributes = [("rpc.system.name", "grpc")] },
        ]);
        await agent.EndpointsAsync(50);
        Assert.Equal(["POST /carts 3"], await agent.EndpointsAsync(0, "service=cart"));
        Assert.Equal(["POST /shop.Orders/Get 1"], await agent.EndpointsAsync(0, "kind=grpc"));
        Assert.Equal(["GET /login 6"], await agent.EndpointsAsync(0, "auth=basic"));
        Assert.Equal(["GET /login 6"], await agent.EndpointsAsync(0, "sensitive=any"));
        Assert.Equal(["GET /login 6"], await agent.EndpointsAsync(0, "sensitive=email&q=LOG"));
        Assert.Empty(await agent.EndpointsAsync(0, "sensitive=iban"));
        Assert.Equal(["GET /items 40", "GET /login 6"], await agent.EndpointsAsync(0, "method=get&sort=calls"));
        Assert.Equal("GET /login 6", (await agent.EndpointsAsync(0, "sort=errors"))[0]);
        Assert.Equal(["GET /items 40", "POST /carts 3", "POST /shop.Orders/Get 1"], await agent.EndpointsAsync(0, "auth=none&sort=calls"));
    }

    [Fact]
    public async Task Pages_show_every_endpoint_once_while_calls_come()
    {
        await using TestAgent agent = await TestAgent.StartAsync();

        // Names of gRPC: no two are ever taken for values of one parameter.
        string[] paths = [.. Enumerable.Range(0, 26).Select(i => $"/shop.{(char)('A' + i)}/Get")];
        await agent.CatalogAsync([.. paths.Select(Grpc)]);
        await agent.EndpointsAsync(26);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            JsonElement page = await agent.GetAsync("/api/v1/endpoints?limit=10&sort=calls" + (cursor is null ? "" : "&cursor=" + cursor));
            seen.AddRange(page.GetProperty("endpoints").EnumerateArray().Select(row => row.GetProperty("template").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
            Assert.Equal(26, page.GetProperty("total").GetInt32());

            // What was last becomes first.
            await agent.CatalogAsync(Grpc(paths[^1]), Grpc(paths[^1]), Grpc("/shop.Late/Get"));
        }
        while (cursor is not null);

        Assert.Equal(paths, seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_detail_has_all_that_is_known_of_an_endpoint()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.CatalogAsync([.. Enumerable.Range(0, 30).Select(i => new TestSpan
        {
            Path = $"/orders/{i}",
            StartNs = UnixNow() - 60_000_000_000,
            Attributes =
            [
                ("url.query", "page=" + i),
                ("client.address", "10.0.0.9"),
                ("http.request.header.x-api-key", new object[] { "REDACTED" }),
                ("http.request.header.x-tenant", new object[] { "blue" }),
                ("http.response.header.x-rate-limit", new object[] { "60" }),
                ("http.response.header.content-type", new object[] { "application/json" }),
                ("http.response.body.content", $$"""{"total":{{i}},"mail":"a@b.c"}"""),
                ("podmirror.sensitive.email", new object[] { "response.body:$.mail" }),
            ],
        })]);
        await agent.EndpointsAsync(30);
        JsonElement row = (await agent.EndpointRowsAsync("")).Single();
        string id = row.GetProperty("id").GetString()!;
        Assert.Equal((16, "http", 1, 30), (
            id.Length, row.GetProperty("kind").GetString(), row.GetProperty("callers").GetInt32(),
            row.GetProperty("recent").EnumerateArray().Sum(calls => calls.GetInt32())));
        Assert.Equal(60, row.GetProperty("recent").GetArrayLength());

        JsonElement detail = await agent.GetAsync("/api/v1/endpoints/" + id);
        Assert.Equal("x-api-key", detail.GetProperty("api_key_name").GetString());
        Assert.Equal("api_key_header", detail.GetProperty("auth")[0].GetString());
        Assert.Equal("10.0.0.9", detail.GetProperty("caller_list")[0].GetProperty("name").GetString());
        Assert.Equal("orderId", detail.GetProperty("path_parameters")[0].GetProperty("name").GetString());
        Assert.Equal("page", detail.GetProperty("query_parameters")[0].GetProperty("name").GetString());
        JsonElement.ArrayEnumerator fields = detail.GetProperty("header_parameters").EnumerateArray();
        Assert.Equal(["x-api-key", "x-tenant"], fields.Select(p => p.GetProperty("name").GetString()));
        JsonElement body = detail.GetProperty("bodies").EnumerateArray().Single(b => b.GetProperty("status").GetInt32() == 200);
        Assert.Equal("x-rate-limit", Assert.Single(body.GetProperty("headers").EnumerateArray()).GetProperty("name").GetString());
        JsonElement schema = body.GetProperty("schema");
        Assert.Equal(["total", "mail"], schema.GetProperty("properties").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        JsonElement field = detail.GetProperty("sensitive_fields")[0];
        Assert.Equal(("email", "response.body:$.mail", 30, true, false), (
            field.GetProperty("kind").GetString(), field.GetProperty("where").GetString(), field.GetProperty("matched").GetInt32(),
            field.GetProperty("flagged").GetBoolean(), field.GetProperty("dismissed").GetBoolean()));
        await agent.GetAsync("/api/v1/endpoints/0000000000000000", HttpStatusCode.NotFound);
        await agent.GetAsync("/api/v1/endpoints/x", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_map_shows_who_calls_whom()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        long now = UnixNow();
        (string, object?)[] front = [("network.local.address", "10.0.0.9"), ("client.address", "203.0.113.1")];
        await agent.SendAsync(TestRequest.From("front", "a", "b", new TestSpan { StartNs = now, Path = "/", Attributes = front }));
        await agent.CatalogAsync(
            new TestSpan { StartNs = now, Attributes = [("network.peer.address", "10.0.0.9")] },
            new TestSpan { Path = "/old", Attributes = [("client.address", "198.51.100.1")] });
        await agent.EndpointsAsync(3);
        JsonElement map = await agent.GetAsync("/api/v1/map");
        Assert.Equal(
            ["203.0.113.1 False 1", "front True 1", "shop True 2"],
            map.GetProperty("nodes").EnumerateArray().Select(n => $"{n.GetProperty("name")} {n.GetProperty("service")} {n.GetProperty("calls")}"));
        Assert.Equal(
            ["203.0.113.1 front", "front shop"],
            map.GetProperty("edges").EnumerateArray().Select(e => $"{e.GetProperty("from")} {e.GetProperty("to")}").Order(StringComparer.Ordinal));
        Assert.Equal(1, map.GetProperty("hidden_idle").GetInt32());
    }

    [Fact]
    public async Task On_the_map_is_a_service_who_has_a_sidecar_and_no_host_that_is_only_called()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        long now = UnixNow();
        TestSpan Made(params (string, object?)[] attributes) => new() { StartNs = now, Kind = 3, Attributes = attributes };
        await agent.SendAsync(TestRequest.From("batch", "a", "b", Made(("server.address", "shop"), ("server.port", 80))));
        await agent.CatalogAsync(
            Made(("server.address", "bank.example")), new TestSpan { StartNs = now, Attributes = [("client.address", "203.0.113.1")] });
        await agent.EndpointsAsync(3);

        JsonElement map = await agent.GetAsync("/api/v1/map");

        Assert.Equal(
            ["203.0.113.1 False", "bank.example False", "batch True", "shop True", "shop:80 False"],
            map.GetProperty("nodes").EnumerateArray().Select(n => $"{n.GetProperty("name")} {n.GetProperty("service")}"));
    }

    [Fact]
    public async Task The_map_tells_the_calls_of_its_minutes_beside_all_calls()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        long now = UnixNow();
        await agent.CatalogAsync([.. new[] { 1, 90, 90, 300 }.Select(minutes => new TestSpan
        {
            StartNs = now - (minutes * 60_000_000_000L),
            Attributes = [("client.address", "10.0.0.9")],
        })]);
        await agent.EndpointsAsync(4);
        foreach ((int minutes, int recent) in new[] { (60, 1), (180, 3), (1440, 4) })
        {
            JsonElement map = await agent.GetAsync($"/api/v1/map?minutes={minutes}");
            JsonElement edge = Assert.Single(map.GetProperty("edges").EnumerateArray());
            Assert.Equal((4, recent), (edge.GetProperty("calls").GetInt32(), edge.GetProperty("recent_calls").GetInt32()));
            Assert.Equal([recent, recent], map.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("recent_calls").GetInt32()));
        }
    }

    private static TestSpan Grpc(string path) => new() { Path = path, Attributes = [("rpc.system.name", "grpc")] };

    private static long UnixNow() => Agent.Store.UnixTime.Nanoseconds(TimeProvider.System.GetUtcNow());
}
