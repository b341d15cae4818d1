using System.Net;
using System.Text.Json;

namespace PodMirror.Agent.Tests.Api;

public sealed class ExchangeTests
{
    [Fact]
    public async Task A_row_has_the_fields_of_the_contract()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan
        {
            TraceId = Convert.FromHexString("5b8efff798038103d269b633813fc60c"),
            SpanId = Convert.FromHexString("eee19b7ec3c1b174"),
            StartNs = TestSpan.BaseTimeNs + 123_456_789,
            Anomalies = ["request_gap", "time_limit"],
            Attributes = [("server.address", "shop.example"), ("net.host.name", "shop-1"), ("server.port", 443)],
        });

        JsonElement row = (await agent.GetAsync("/api/v1/exchanges")).GetProperty("exchanges")[0];

        Assert.Equal(
            """
            {"id":1,"time":"2023-11-14T22:13:20.123456789Z","duration_ns":5000000,"direction":"ingress",
            "service":"shop","namespace":"default","pod":"shop-1","name":"GET","method":"GET","path":"/items","host":"shop.example","status":200,
            "anomalies":["request_gap","time_limit"],"trace_id":"5b8efff798038103d269b633813fc60c","span_id":"eee19b7ec3c1b174"}
            """.Replace("\n", "", StringComparison.Ordinal),
            row.GetRawText());
    }

    [Fact]
    public async Task Another_senders_older_names_fill_the_columns_too()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan
        {
            Method = null,
            Path = null,
            Status = null,
            Attributes =
            [
                ("http.method", "PUT"), ("http.url", "https://shop:8443/old/names?token=x"), ("http.status_code", 418), ("net.peer.name", "shop"),
            ],
        });
        JsonElement row = (await agent.GetAsync("/api/v1/exchanges")).GetProperty("exchanges")[0];
        Assert.Equal(
            ("PUT", "/old/names", "shop", 418), (Text(row, "method"), Text(row, "path"), Text(row, "host"), row.GetProperty("status").GetInt32()));
    }

    [Theory]
    [InlineData("url.full", "http://shop/items?q=1", "/items")]
    [InlineData("url.full", "http://shop", "/")]
    [InlineData("url.full", "http://shop?x=/y", "/")]
    [InlineData("url.full", "http://shop/a#b", "/a")]
    [InlineData("http.target", "/a?next=http://b/c", "/a")]
    [InlineData("http.target", "*", "*")]
    public async Task The_path_of_a_URL_is_found(string key, string value, string path)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan { Path = null, Attributes = [(key, value)] });
        Assert.Equal([path], await agent.PathsAsync(""));
    }

    [Fact]
    public async Task A_method_that_the_convention_does_not_know_is_shown_as_it_was()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan { Method = "_OTHER", Attributes = [("http.request.method_original", "FROB")] });
        Assert.Equal("FROB", Text((await agent.GetAsync("/api/v1/exchanges")).GetProperty("exchanges")[0], "method"));
    }

    [Fact]
    public async Task The_whole_exchange_has_both_messages_and_every_attribute()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan
        {
            Attributes =
            [
                ("http.request.header.content-type", new object[] { "application/json" }),
                ("http.request.header.cookie", new object[] { "a=REDACTED", "b=REDACTED" }),
                ("podmirror.http.request.trailer.checksum", new object[] { "1" }),
                ("http.request.body.content", "{\"a\":1}"),
                ("http.request.body.size", 7),
                ("http.response.header.server", new object[] { "x" }),
                ("http.response.body.content", new byte[] { 0, 255 }),
                ("http.response.body.size", 2),
                ("big", long.MaxValue),
                ("nan", double.NaN),
                ("pairs", new Dictionary<string, object> { ["k"] = true }),
                ("empty", null),
            ],
        });

        JsonElement whole = await agent.GetAsync("/api/v1/exchanges/1");

        JsonElement request = whole.GetProperty("request");
        Assert.Equal(
            """[["content-type","application/json"],["cookie","a=REDACTED"],["cookie","b=REDACTED"],["checksum","1"]]""",
            request.GetProperty("headers").GetRawText());
        Assert.Equal(("{\"a\":1}", "text", 7), (Text(request, "body"), Text(request, "body_encoding"), request.GetProperty("body_bytes").GetInt32()));
        JsonElement response = whole.GetProperty("response");
        Assert.Equal(("AP8=", "base64"), (Text(response, "body"), Text(response, "body_encoding")));
        Dictionary<string, string> attributes = whole.GetProperty("attributes").EnumerateArray()
            .ToDictionary(a => Text(a, "key")!, a => a.GetProperty("value").GetRawText());
        Assert.Equal("\"9223372036854775807\"", attributes["big"]);
        Assert.Equal("\"NaN\"", attributes["nan"]);
        Assert.Equal("null", attributes["empty"]);
        Assert.Equal("""[{"key":"k","value":true}]""", attributes["pairs"]);
        Assert.Equal("""{"base64":"AP8="}""", attributes["http.response.body.content"]);
        Assert.Equal("""{"name":"podmirror","version":"0.1.0"}""", whole.GetProperty("scope").GetRawText());
        Assert.Contains("shop-1", whole.GetProperty("resource").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("server", Text(whole, "kind"));
    }

    [Fact]
    public async Task An_exchange_whose_request_was_not_seen_says_so()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan { Method = "_OTHER", Path = null, Anomalies = ["request_missing"] });
        JsonElement whole = await agent.GetAsync("/api/v1/exchanges/1");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (whole.GetProperty("request").ValueKind, whole.GetProperty("method").ValueKind));
        Assert.Equal(JsonValueKind.Object, whole.GetProperty("response").ValueKind);
    }

    [Fact]
    public async Task An_exchange_without_a_response_says_so()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(new TestSpan { Status = null });
        Assert.Equal(JsonValueKind.Null, (await agent.GetAsync("/api/v1/exchanges/1")).GetProperty("response").ValueKind);
    }

    [Theory]
    [InlineData("/api/v1/exchanges/99")]
    [InlineData("/api/v1/exchanges/abc")]
    [InlineData("/api/v1/exchanges/-1")]
    [InlineData("/api/v1/exchanges/1/more")]
    [InlineData("/api/v1/exchanges/99999999999999999999")]
    [InlineData("/api/v1")]
    [InlineData("/index.html")]
    public async Task What_is_not_there_is_a_problem_too(string path)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        JsonElement problem = await agent.GetAsync(path, HttpStatusCode.NotFound);
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_senders_second_try_is_stored_once()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        var span = new TestSpan();
        await agent.StoreAsync(span);
        await agent.StoreAsync(span, new TestSpan());
        Assert.Equal(2, (await agent.PathsAsync("")).Length);
        Assert.Equal(1, await agent.MetricAsync("spans_duplicate_total"));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
