using System.Net;
using System.Text.Json;
using PodMirror.Agent.Access;
using PodMirror.Agent.Access.Oidc;
using PodMirror.Agent.Api;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Tests.Access;
using PodMirror.Agent.Tests.Catalog;
using PodMirror.Agent.Tests.Injector;

namespace PodMirror.Agent.Tests.Api.OpenApi;

/// <summary>The document against what the agent has and answers.</summary>
public sealed class OpenApiTests
{
    private static readonly JsonElement Document = JsonElement.Parse(OpenApiEndpoint.Document.Span);
    private static readonly SchemaCheck Check = new(Document);

    [Fact]
    public async Task Every_route_is_in_the_document_with_its_role_and_the_reverse()
    {
        var oidc = new OidcOptions { Issuer = "https://id.example", ClientId = "podmirror" };
        await using TestAgent agent = await TestAgent.StartAsync(options => options with
        {
            Access = new AccessOptions { Authentication = WebAuthentication.Oidc, Oidc = oidc },
        });
        string[] routes = [.. agent.App.Routes.All.Select(route => $"{route.Method} {route.Pattern} {Reasons.Name(route.Role)}")];
        Assert.Equal(routes.Order(StringComparer.Ordinal), Operations()
            .Select(one => $"{one.Name} {one.Operation.GetProperty("x-role").GetString()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Bodies_of_changes_are_what_the_routes_take()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        foreach (WebRoute route in agent.App.Routes.All.Where(route => route.ContentTypes.Count > 0 && route.Method is "POST" or "PUT"))
        {
            JsonElement operation = Operations().Single(one => one.Name == $"{route.Method} {route.Pattern}").Operation;
            string[] types = operation.TryGetProperty("requestBody", out JsonElement body)
                ? [.. body.GetProperty("content").EnumerateObject().Select(one => one.Name)]
                : [.. route.ContentTypes];
            Assert.Equal(types.Order(), route.ContentTypes.Order());
        }
    }

    [Fact]
    public void The_document_is_whole()
    {
        Assert.Equal("3.1.0", Document.GetProperty("openapi").GetString());
        string[] ids = [.. Operations().Select(one => one.Operation.GetProperty("operationId").GetString()!)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        foreach ((string name, JsonElement operation) in Operations())
        {
            string role = operation.GetProperty("x-role").GetString()!;
            Assert.Equal((name, role == "none"), (name, operation.TryGetProperty("security", out _)));
            Assert.True(role is "none" or "viewer" or "editor", name);
            IEnumerable<JsonElement> inPath = Parameters(operation).Where(one => one.GetProperty("in").GetString() == "path");
            Assert.Equal(inPath.Select(one => $"{{{one.GetProperty("name").GetString()}}}"), name.Split('/').Where(part => part.StartsWith('{')));
        }

        foreach (string reference in References(Document))
        {
            Assert.NotEqual(JsonValueKind.Undefined, Check.Resolve(reference).ValueKind);
        }
    }

    [Fact]
    public async Task What_the_agent_answers_is_what_the_document_says()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with
        {
            Self = options.Self with { Probe = new PodMirror.Agent.Probe.ProbeOptions(TimeSpan.FromSeconds(1)) },
            StoreMaxAge = TimeSpan.FromDays(3650),
        });
        await agent.StoreAsync(
            new TestSpan { Attributes = [("http.request.body.content", "{}"), ("http.request.header.accept", "a")] }, new TestSpan { Path = "/b" });
        await agent.SendMetricsAsync(TestMetrics.Of("shop-1", TestMetrics.Mirror(7, 2), TestMetrics.Tme(5)));
        await TestAgent.UntilAsync(async () => await agent.MetricAsync("probes_total") > 0);
        await AnswersAsync(agent, "listExchanges", "/api/v1/exchanges?limit=1");
        await AnswersAsync(agent, "getExchange", "/api/v1/exchanges/1");
        await AnswersAsync(agent, "listSidecars", "/api/v1/sidecars");
        await AnswersAsync(agent, "getPipeline", "/api/v1/pipeline");
        await AnswersAsync(agent, "getSidecarConfig", "/api/v1/sidecar-config");
        await AnswersAsync(agent, "getSession", "/api/v1/session");
        await AnswersAsync(agent, "listAudit", "/api/v1/audit");
        await AnswersAsync(agent, "getOpenApi", "/api/v1/openapi.json");
        await AnswersAsync(agent, "listExchanges", "/api/v1/exchanges?filter=status:", HttpStatusCode.BadRequest);
        await AnswersAsync(agent, "getExchange", "/api/v1/exchanges/x", HttpStatusCode.NotFound);
        await AnswersAsync(agent, "getCoverage", "/api/v1/coverage", HttpStatusCode.ServiceUnavailable);
        await AnswersAsync(agent, "getLiveness", "/healthz");
        await AnswersAsync(agent, "getReadiness", "/readyz");
        await AnswersAsync(agent, "getMetrics", "/metrics");
    }

    [Fact]
    public async Task The_catalog_is_what_the_document_says()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { StoreMaxAge = TimeSpan.FromDays(3650) });
        await agent.CatalogAsync(
        [
            .. CatalogAgent.Calls(30, i => $"/things/{i}"),
            new TestSpan
            {
                Attributes =
                [
                    ("podmirror.sensitive.phone", new object[] { "response.body" }),
                    ("http.request.header.x-tenant", new object[] { "blue" }),
                    ("http.response.header.x-rate-limit", new object[] { "REDACTED" }),
                    ("http.response.header.content-type", new object[] { "application/json" }),
                    ("http.response.body.content", """{"a":[1,{"b":null}]}"""),
                ],
            },
        ]);
        await agent.EndpointsAsync(31);
        string id = (await agent.EndpointRowsAsync("limit=1"))[0].GetProperty("id").GetString()!;
        string service = (await agent.EndpointRowsAsync("limit=1"))[0].GetProperty("service").GetString()!;
        using var description = new StringContent(Descriptions.Small, System.Text.Encoding.UTF8, "application/yaml");
        using HttpResponseMessage taken = await agent.Client.PutAsync(new Uri(agent.Web, $"/api/v1/services/{service}/description"), description);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await AnswersAsync(agent, "listServices", "/api/v1/services");
        await AnswersAsync(agent, "listEndpoints", "/api/v1/endpoints?limit=1");
        await AnswersAsync(agent, "getEndpoint", "/api/v1/endpoints/" + id);
        await AnswersAsync(agent, "getEndpoint", "/api/v1/endpoints/x", HttpStatusCode.NotFound);
        await AnswersAsync(agent, "listSensitive", "/api/v1/sensitive");
        await AnswersAsync(agent, "getMap", "/api/v1/map");
        await AnswersAsync(agent, "listRules", "/api/v1/rules");
        await AnswersAsync(agent, "listDismissals", "/api/v1/dismissals");
        await AnswersAsync(agent, "listDrift", "/api/v1/drift");
        await AnswersAsync(agent, "getObservedJson", $"/api/v1/services/{service}/openapi.json");
        await AnswersAsync(agent, "getObservedYaml", $"/api/v1/services/{service}/openapi.yaml");
        await AnswersAsync(agent, "getDescription", "/api/v1/services/nobody/description", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_problem_that_an_operation_answers_with_is_declared(bool keepsCatalog)
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { Catalog = keepsCatalog });
        foreach ((string name, JsonElement operation) in Operations().Where(one => !one.Name.Contains("/oidc/", StringComparison.Ordinal)))
        {
            string path = string.Join('/', name.Split(' ')[1].Split('/').Select(part => part.StartsWith('{') ? "x" : part));
            string longPath = path.Replace("services/x", "services/" + new string('x', 300), StringComparison.Ordinal);
            await DeclaredAsync(agent, name, operation, path, "{}");
            await DeclaredAsync(agent, name, operation, path + "?foo=1", "{}");
            await DeclaredAsync(agent, name, operation, longPath, "{}");
            await DeclaredAsync(agent, name, operation, path, new string(' ', 9000));
            await DeclaredAsync(agent, name, operation, path, "{}", host: "evil.example");
            await DeclaredAsync(agent, name, operation, path, "{}", type: "text/plain");
        }
    }

    [Fact]
    public async Task Without_a_catalog_all_that_is_asked_of_it_says_so()
    {
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { Catalog = false });
        foreach ((string name, _) in Operations().Where(one => one.Operation.GetProperty("x-role").GetString() != "none"
            && new[] { "services", "endpoints", "sensitive", "map", "rules", "dismissals", "drift" }.Contains(one.Name.Split('/')[3])))
        {
            using HttpResponseMessage answer = await SendAsync(agent, name, name.Split(' ')[1], "{}");
            Assert.Equal((name, HttpStatusCode.ServiceUnavailable), (name, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Coverage_is_what_the_document_says()
    {
        await using TestInjector injector = await TestInjector.StartAsync();
        await using TestAgent agent = await injector.StartAgentAsync();
        injector.Cluster.Put("/api/v1/namespaces/shop/pods/web", """
            {"metadata":{"name":"web","namespace":"shop","uid":"u","creationTimestamp":"2026-01-01T00:00:00Z"},
             "spec":{"containers":[{"name":"app","image":"a"}]}}
            """);
        await TestAgent.UntilAsync(async () => (await agent.GetAsync("/api/v1/coverage")).GetProperty("pods").GetArrayLength() == 1);
        await AnswersAsync(agent, "getCoverage", "/api/v1/coverage");
    }

    [Fact]
    public async Task Sessions_refusals_and_the_audit_are_what_the_document_says()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        agent.Agent.Client.DefaultRequestHeaders.Add("PodMirror-Token", TokenAgent.Viewer);
        await agent.SignInAsync(TokenAgent.Editor);
        await AnswersAsync(agent.Agent, "getSession", "/api/v1/session");
        await AnswersAsync(agent.Agent, "listAudit", "/api/v1/audit?limit=1");
        agent.Agent.Client.DefaultRequestHeaders.Remove("PodMirror-Token");
        await AnswersAsync(agent.Agent, "getPipeline", "/api/v1/pipeline", HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Session", """{"authentication":"token","user":null,"role":"viewer"}""", true)]
    [InlineData("Session", """{"authentication":"other","user":null,"role":"viewer"}""", false)]
    [InlineData("Session", """{"authentication":"token","user":null}""", false)]
    [InlineData("Session", """{"authentication":"token","user":7,"role":null}""", false)]
    [InlineData("Session", """{"authentication":"token","user":null,"role":null,"more":1}""", false)]
    [InlineData("Time", "\"yesterday\"", false)]
    [InlineData("Counts", """{"a":-1}""", false)]
    [InlineData("ExchangePage", """{"exchanges":[{}],"next_cursor":null}""", false)]
    public void What_is_wrong_is_found(string schema, string json, bool isRight) =>
        Assert.Equal(isRight, !Check.Faults(Check.Resolve("#/components/schemas/" + schema), JsonElement.Parse(json)).Any());

    private static async Task DeclaredAsync(
        TestAgent agent, string name, JsonElement operation, string path, string body, string? host = null, string type = "application/json")
    {
        using HttpResponseMessage answer = await SendAsync(agent, name, path, body, host, type);
        bool isDeclared = operation.GetProperty("responses").TryGetProperty($"{(int)answer.StatusCode}", out _);
        Assert.True(isDeclared, $"{name} answers {path} with {(int)answer.StatusCode}: host {host}, type {type}, {body.Length} bytes");
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestAgent agent, string name, string path, string body, string? host = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(name.Split(' ')[0]), new Uri(agent.Web, path));
        request.Headers.Host = host;
        request.Content = request.Method == HttpMethod.Get ? null : new StringContent(body, System.Text.Encoding.UTF8, type);
        return await agent.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task AnswersAsync(TestAgent agent, string id, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        JsonElement operation = Operations().Single(one => one.Operation.GetProperty("operationId").GetString() == id).Operation;
        using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.Web, path));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{path}: {answer.StatusCode} {text}");
        JsonElement response = operation.GetProperty("responses").GetProperty($"{(int)status}");
        response = response.TryGetProperty("$ref", out JsonElement reference) ? Check.Resolve(reference.GetString()!) : response;
        JsonElement content = response.GetProperty("content").GetProperty(answer.Content.Headers.ContentType!.ToString());
        if (answer.Content.Headers.ContentType.MediaType!.EndsWith("json", StringComparison.Ordinal))
        {
            Assert.Empty(Check.Faults(content.GetProperty("schema"), JsonElement.Parse(text)));
        }
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Operations() => Document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(one => ($"{one.Name.ToUpperInvariant()} {path.Name}", one.Value)));

    private static JsonElement[] Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out JsonElement parameters) ? [.. parameters.EnumerateArray()] : [];

    private static IEnumerable<string> References(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Object => part.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => part.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
