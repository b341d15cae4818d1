using System.Net;
using System.Text.Json;
using static PodMirror.Agent.Tests.Catalog.CatalogAgent;

namespace PodMirror.Agent.Tests.Catalog;

public sealed class CatalogChangeTests
{
    private const string Split = """{"service":"shop","kind":"split","template":"/areas/{area}"}""";
    private const string Merge = """{"service":"shop","kind":"merge","template":"/areas/{area}"}""";

    [Fact]
    public async Task A_rule_takes_endpoints_apart_and_another_puts_them_together_again()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        Assert.Equal(HttpStatusCode.Created, await agent.ChangeAsync(HttpMethod.Post, "rules", Split));
        await agent.CatalogAsync([.. Calls(4, _ => "/areas/north"), .. Calls(4, _ => "/areas/south")]);
        Assert.Equal(["GET /areas/north 4", "GET /areas/south 4"], await agent.EndpointsAsync(8));

        Assert.Equal(HttpStatusCode.Created, await agent.ChangeAsync(HttpMethod.Post, "rules", Merge));
        Assert.Equal(["GET /areas/{area} 8"], await agent.EndpointsAsync(8));
        JsonElement row = (await agent.EndpointRowsAsync("")).Single();
        JsonElement detail = await agent.GetAsync("/api/v1/endpoints/" + row.GetProperty("id").GetString());
        Assert.Equal(
            ["split /areas/{area}", "merge /areas/{area}"],
            detail.GetProperty("rules").EnumerateArray().Select(rule => $"{rule.GetProperty("kind")} {rule.GetProperty("template")}"));

        Assert.Equal(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Delete, "rules?service=shop&kind=split&template=/areas/{area}"));
        Assert.Equal(HttpStatusCode.NotFound, await agent.ChangeAsync(HttpMethod.Delete, "rules?service=shop&kind=split&template=/areas/{area}"));
        Assert.Equal(
            """{"rules":[{"service":"shop","kind":"merge","template":"/areas/{area}","said_by":["user"]}]}""",
            (await agent.GetAsync("/api/v1/rules")).GetRawText());
        Assert.Equal(["GET /areas/{area} 8"], await agent.EndpointsAsync(8));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"service":"shop","kind":"merge"}""")]
    [InlineData("""{"service":"shop","kind":"merge","template":1}""")]
    [InlineData("""{"service":"shop","kind":"merge","template":""}""")]
    [InlineData("""{"service":"shop","kind":"merge","template":"/a/{b}","more":"x"}""")]
    [InlineData("""{"service":"shop","service":"b","kind":"merge","template":"/a/{b}"}""")]
    [InlineData("""{"service":"shop","kind":"fold","template":"/a/{b}"}""")]
    [InlineData("""{"service":"shop","kind":"merge","template":"/a/b"}""")]
    [InlineData("""{"service":"shop","kind":"pin","template":"/a/{b}"}""")]
    [InlineData("""{"service":"shop","kind":"pin","template":"a"}""")]
    [InlineData("""{"service":"\ud800","kind":"pin","template":"/a"}""")]
    public async Task What_is_no_rule_is_a_problem(string body)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await agent.ChangeAsync(HttpMethod.Post, "rules", body));
        Assert.Equal(0, (await agent.GetAsync("/api/v1/rules")).GetProperty("rules").GetArrayLength());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Created)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    public async Task Another_sites_page_changes_nothing(string header, string value, HttpStatusCode expected)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        Assert.Equal(expected, await agent.ChangeAsync(HttpMethod.Post, "rules", Merge, (header, value)));
        int rules = (await agent.GetAsync("/api/v1/rules")).GetProperty("rules").GetArrayLength();
        Assert.Equal(expected == HttpStatusCode.Created ? 1 : 0, rules);
    }

    [Fact]
    public async Task A_finding_is_dismissed_and_found_again()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.CatalogAsync([.. Enumerable.Range(0, 5).Select(_ => new TestSpan
        {
            Attributes =
            [
                ("podmirror.sensitive.phone", new object[] { "response.body" }),
                ("http.response.header.content-type", new object[] { "text/plain" }),
            ],
        })]);
        await agent.EndpointsAsync(5);
        JsonElement field = (await agent.GetAsync("/api/v1/sensitive")).GetProperty("fields")[0];
        string endpoint = field.GetProperty("endpoint").GetString()!;
        string body = $$"""{"endpoint":"{{endpoint}}","kind":"phone","where":"response.body"}""";
        string place = $"dismissals?endpoint={endpoint}&kind=phone&where=response.body";
        Assert.True(field.GetProperty("flagged").GetBoolean());

        Assert.Equal(HttpStatusCode.Created, await agent.ChangeAsync(HttpMethod.Post, "dismissals", body));
        Assert.Equal(HttpStatusCode.Created, await agent.ChangeAsync(HttpMethod.Post, "dismissals", body));
        Assert.Equal(1, (await agent.GetAsync("/api/v1/dismissals")).GetProperty("dismissals").GetArrayLength());
        Assert.Equal(0, (await agent.GetAsync("/api/v1/sensitive?dismissed=false")).GetProperty("total").GetInt32());
        JsonElement dismissed = await agent.GetAsync("/api/v1/sensitive?dismissed=true&kind=phone&service=shop");
        Assert.Equal((1, false), (dismissed.GetProperty("total").GetInt32(), dismissed.GetProperty("fields")[0].GetProperty("flagged").GetBoolean()));
        Assert.Equal(5, dismissed.GetProperty("kinds")[0].GetProperty("matched").GetInt32());

        Assert.Equal(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Delete, place));
        Assert.Equal(HttpStatusCode.NotFound, await agent.ChangeAsync(HttpMethod.Delete, place));
        Assert.Equal(1, (await agent.GetAsync("/api/v1/sensitive?dismissed=false")).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, await agent.ChangeAsync(
            HttpMethod.Post, "dismissals", body.Replace("phone", "email", StringComparison.Ordinal)));
    }
}
