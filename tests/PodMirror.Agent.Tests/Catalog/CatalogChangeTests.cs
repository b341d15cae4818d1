using System.Net;
using System.Text.Json;
using PodMirror.Agent.Api;
using PodMirror.Agent.Catalog.Api;
using PodMirror.Catalog;
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
    [InlineData("declare", "a", "begins with /")]
    [InlineData("declare", "/a?b=1", "ends before ? and #")]
    [InlineData("declare", "/a#b", "ends before ? and #")]
    [InlineData("declare", "/a\u0007", "control character")]
    [InlineData("declare", "/a/{", "a parameter is a whole segment")]
    [InlineData("declare", "/a/}/b", "a parameter is a whole segment")]
    [InlineData("declare", "/a/{}", "a parameter is a whole segment")]
    [InlineData("declare", "/a/{{b}}", "a parameter is a whole segment")]
    [InlineData("declare", "/a/x{b}", "a parameter is a whole segment")]
    [InlineData("declare", "/a/{b}.{c}", "a parameter is a whole segment")]
    [InlineData("declare", "/{b}:cancel/a", "a parameter is a whole segment")]
    [InlineData("merge", "/a/b", "merge and split end with a parameter")]
    [InlineData("split", "/a/{b}:cancel", "merge and split end with a parameter")]
    [InlineData("pin", "/a/{b}", "pin ends with a literal")]
    [InlineData("declare", "/", null)]
    [InlineData("declare", "/a/{b}:cancel", null)]
    [InlineData("merge", "/a/{b}", null)]
    [InlineData("pin", "//a:b/%7B/", null)]
    public void A_rule_is_added_or_refused_with_the_reason(string kind, string template, string? reason)
    {
        var rule = new TemplateRule("shop", Enum.Parse<TemplateRuleKind>(kind, ignoreCase: true), template);
        Problem? problem = RulesEndpoint.Add(new ApiCatalog(), rule, out KnownRule? added);
        Assert.Equal(reason is null, added is not null);
        Assert.Equal(reason is null ? null : 400, problem?.Status);
        Assert.Contains(reason ?? "", problem?.Detail ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a/b/c/d", "3 segments at most")]
    [InlineData("/abcdefghi", "8 characters at most")]
    public void A_template_is_as_long_as_paths_that_are_looked_at(string template, string reason)
    {
        var catalog = new ApiCatalog(new CatalogLimits { MaxSegments = 3, MaxSegmentLength = 8 });
        Assert.Contains(reason, RulesEndpoint.Add(catalog, Rule("shop", template), out _)!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_rules_and_too_many_services_are_a_conflict()
    {
        var catalog = new ApiCatalog(new CatalogLimits { MaxRules = 2, MaxServices = 1 });
        Assert.Null(RulesEndpoint.Add(catalog, Rule("shop", "/a"), out _));
        Problem? problem = RulesEndpoint.Add(catalog, Rule("bank", "/a"), out _);
        Assert.Equal((409, "Too many services"), (problem?.Status, problem?.Title));
        Assert.Null(RulesEndpoint.Add(catalog, Rule("shop", "/b"), out _));
        problem = RulesEndpoint.Add(catalog, Rule("shop", "/c"), out _);
        Assert.Equal((409, "Too many rules"), (problem?.Status, problem?.Title));
    }

    [Theory]
    [InlineData("""{"x":1}""", "", HttpStatusCode.BadRequest)]
    [InlineData("hello", "", HttpStatusCode.BadRequest)]
    [InlineData("{}", "?foo=1", HttpStatusCode.BadRequest)]
    [InlineData("{}", "", HttpStatusCode.NotFound)]
    [InlineData("", "", HttpStatusCode.NotFound)]
    public async Task To_accept_a_difference_takes_an_empty_object_or_nothing(string body, string query, HttpStatusCode expected)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        Assert.Equal(expected, await agent.ChangeAsync(HttpMethod.Post, "drift/0123456789abcdef/accept" + query, body));
    }

    [Theory]
    [InlineData("endpoints?sensitive=foo", "sensitive", "write any, api_key, ")]
    [InlineData("sensitive?kind=foo", "kind", "write api_key, ")]
    [InlineData("sensitive?kind=any", "kind", "write api_key, ")]
    public async Task A_kind_that_there_is_not_is_refused_with_those_that_there_are(string query, string parameter, string detail)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        JsonElement problem = await agent.GetAsync("/api/v1/" + query, HttpStatusCode.BadRequest);
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.StartsWith(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(", secret, ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await agent.GetAsync("/api/v1/endpoints?sensitive=secret");
        await agent.GetAsync("/api/v1/sensitive?kind=iban");
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
    public async Task A_kind_that_only_a_newer_sidecar_knows_can_be_asked_for_once_it_was_seen()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.GetAsync("/api/v1/sensitive?kind=passport", HttpStatusCode.BadRequest);
        await agent.CatalogAsync([.. Enumerable.Range(0, 5).Select(_ => new TestSpan
        {
            Attributes = [("podmirror.sensitive.passport", new object[] { "response.body" })],
        })]);
        await agent.EndpointsAsync(5);
        Assert.Equal(1, (await agent.GetAsync("/api/v1/sensitive?kind=passport")).GetProperty("total").GetInt32());
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

    private static TemplateRule Rule(string service, string template) => new(service, TemplateRuleKind.Declare, template);
}
