using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Tests.Catalog;

public sealed class DescriptionTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("podmirror-descriptions-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task What_is_described_and_what_is_seen_are_told_apart()
    {
        await using TestAgent agent = await StartAsync();
        string service = await CallAsync(agent);

        (HttpStatusCode status, JsonElement taken) = await agent.UploadAsync(service, Descriptions.Small);

        Assert.Equal((HttpStatusCode.OK, "Things", 2), (status, taken.GetProperty("title").GetString(), taken.GetProperty("operations").GetInt32()));
        Assert.Equal(
            ["GET /never orphan", "GET /other shadow", "GET /things/{thing} documented"],
            (await DriftAsync(agent)).Select(Text));
        JsonElement known = (await agent.GetAsync("/api/v1/services")).GetProperty("services")[0];
        Assert.True(known.GetProperty("description").GetBoolean());
        Assert.Equal(1, known.GetProperty("drift").GetProperty("orphan").GetInt32());
        Assert.Equal(["/other"], (await agent.EndpointRowsAsync("drift=any")).Select(row => row.GetProperty("template").GetString()));
        Assert.Equal(["/things/{thing}"], (await agent.EndpointRowsAsync("drift=documented")).Select(row => row.GetProperty("template").GetString()));
    }

    [Fact]
    public async Task What_is_accepted_stays_so_over_a_restart_and_is_taken_back()
    {
        string id;
        await using (TestAgent agent = await StartAsync())
        {
            await agent.UploadAsync(await CallAsync(agent), Descriptions.Small);
            id = (await DriftAsync(agent, "?state=shadow"))[0].GetProperty("id").GetString()!;
            Assert.Equal(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Post, $"drift/{id}/accept", "{}"));
            Assert.Equal(id, Assert.Single(await DriftAsync(agent, "?accepted=true")).GetProperty("id").GetString());
            await agent.App.StopAsync();
        }

        await using TestAgent again = await StartAsync();
        await TestAgent.UntilAsync(async () => (await DriftAsync(again, "?accepted=true")).Length == 1);
        Assert.Equal(HttpStatusCode.NoContent, await again.ChangeAsync(HttpMethod.Delete, $"drift/{id}/accept"));
        Assert.Equal(HttpStatusCode.NotFound, await again.ChangeAsync(HttpMethod.Delete, $"drift/{id}/accept"));
        Assert.Empty(await DriftAsync(again, "?accepted=true"));
        Assert.Equal(HttpStatusCode.NotFound, await again.ChangeAsync(HttpMethod.Post, "drift/0123456789abcdef/accept", "{}"));
    }

    [Fact]
    public async Task An_operation_that_a_newer_description_has_no_more_is_a_zombie_while_it_is_called()
    {
        await using TestAgent agent = await StartAsync();
        string service = await CallAsync(agent, DateTimeOffset.UtcNow);
        await agent.UploadAsync(service, Descriptions.Small);

        await agent.UploadAsync(service, Descriptions.WithoutThings);
        Assert.Empty(await DriftAsync(agent, "?state=zombie"));
        await CallAsync(agent, DateTimeOffset.UtcNow.AddSeconds(1), before: 35);
        await agent.UploadAsync(service, Descriptions.WithoutThings);

        Assert.Equal(["GET /things/{thingId} zombie"], (await DriftAsync(agent, "?state=zombie")).Select(Text));
    }

    [Fact]
    public async Task A_description_is_given_back_as_it_was_uploaded_and_leaves_nothing_when_it_is_removed()
    {
        await using TestAgent agent = await StartAsync();
        string service = await CallAsync(agent);
        await agent.UploadAsync(service, Descriptions.Small);
        Uri address = agent.DescriptionOf(service);
        Assert.Equal(Descriptions.Small, await agent.Client.GetStringAsync(address));
        Assert.NotEmpty((await agent.GetAsync("/api/v1/rules")).GetProperty("rules").EnumerateArray());

        Assert.Equal(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Delete, $"services/{service}/description"));

        Assert.Equal(HttpStatusCode.NotFound, await agent.ChangeAsync(HttpMethod.Delete, $"services/{service}/description"));
        Assert.Empty((await agent.GetAsync("/api/v1/rules")).GetProperty("rules").EnumerateArray());
        Assert.Empty(await DriftAsync(agent));
        Assert.Equal(
            ["remove_description", "upload_description"],
            (await agent.GetAsync("/api/v1/audit")).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_rule_that_a_user_says_too_stays_when_the_description_goes()
    {
        await using TestAgent agent = await StartAsync();
        string service = await CallAsync(agent);
        string rule = $$"""{"service":"{{service}}","kind":"declare","template":"/things/{thing}"}""";
        await agent.UploadAsync(service, Descriptions.Small);
        Assert.Equal(HttpStatusCode.Created, await agent.ChangeAsync(HttpMethod.Post, "rules", rule));
        Assert.Equal(["/never description", "/things/{thing} user,description"], await agent.RulesAsync());

        Assert.Equal(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Delete, $"services/{service}/description"));

        Assert.Equal(["/things/{thing} user"], await agent.RulesAsync());
    }

    [Fact]
    public async Task A_description_that_the_disk_does_not_take_leaves_nothing_behind()
    {
        await using TestAgent agent = await StartAsync();
        string service = await CallAsync(agent);
        await agent.UploadAsync(service, Descriptions.WithoutThings);

        // Another process holds the file: nothing can be written into it.
        using (var other = new SqliteConnection($"Data Source={Path.Combine(_data, "descriptions.db")};Pooling=False"))
        {
            await other.OpenAsync();
            SqliteScript.Run(other, "BEGIN IMMEDIATE");
            Assert.NotEqual(HttpStatusCode.OK, (await agent.UploadAsync(service, Descriptions.Small)).Status);
            Assert.NotEqual(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Delete, $"services/{service}/description"));
        }

        Assert.Equal(["/never description"], await agent.RulesAsync());
        Assert.Equal(Descriptions.WithoutThings, await agent.Client.GetStringAsync(agent.DescriptionOf(service)));
    }

    [Theory]
    [InlineData("openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: [", 422, true)]
    [InlineData("{\"openapi\":\"3.1.0\",\n\"info\":{\"title\":\"a\",}}", 422, true)]
    [InlineData("hello", 422, true)]
    public async Task What_is_no_description_is_refused_with_its_line(string text, int expected, bool hasLine)
    {
        await using TestAgent agent = await StartAsync();

        (HttpStatusCode status, JsonElement problem) = await agent.UploadAsync("shop", text);

        Assert.Equal((expected, hasLine), ((int)status, problem.TryGetProperty("line", out _)));
        Assert.Empty(await DriftAsync(agent));
    }

    [Fact]
    public async Task Descriptions_that_are_too_much_together_are_refused_and_one_that_takes_the_place_of_a_large_one_is_not()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        string large = Descriptions.Small + "\n# " + new string('x', 3 * 1024 * 1024);
        Assert.Equal(HttpStatusCode.OK, (await agent.UploadAsync("one", large)).Status);
        Assert.Equal(HttpStatusCode.OK, (await agent.UploadAsync("two", large)).Status);
        (HttpStatusCode status, JsonElement problem) = await agent.UploadAsync("three", large);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("remove one", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await agent.UploadAsync("two", large + "y")).Status);
        Assert.Equal(HttpStatusCode.OK, (await agent.UploadAsync("three", Descriptions.Small)).Status);
    }

    [Fact]
    public async Task What_is_seen_is_given_as_OpenAPI_in_both_forms()
    {
        await using TestAgent agent = await StartAsync();
        string service = await CallAsync(agent);

        JsonElement json = await agent.GetAsync($"/api/v1/services/{service}/openapi.json");
        string yaml = await agent.Client.GetStringAsync(new Uri(agent.Web, $"/api/v1/services/{service}/openapi.yaml"));

        Assert.StartsWith("3.1", json.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, json.GetProperty("paths").EnumerateObject().Count());
        Assert.Contains("openapi: ", yaml, StringComparison.Ordinal);
        using HttpResponseMessage none = await agent.Client.GetAsync(new Uri(agent.Web, "/api/v1/services/nobody/openapi.json"));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private Task<TestAgent> StartAsync() =>
        CatalogAgent.StartAsync(_data, options => options with { StoreMaxAge = TimeSpan.FromDays(3650) });

    private static async Task<string> CallAsync(TestAgent agent, DateTimeOffset? at = null, int before = 0)
    {
        TestSpan[] calls = [.. CatalogAgent.Calls(30, i => $"/things/{i}"), .. CatalogAgent.Calls(5, _ => "/other")];
        long startNs = at?.ToUnixTimeMilliseconds() * 1_000_000 ?? TestSpan.BaseTimeNs;
        await agent.CatalogAsync([.. calls.Select(call => call with { StartNs = startNs })]);
        await agent.EndpointsAsync(before + 35);
        return (await agent.EndpointRowsAsync("limit=1"))[0].GetProperty("service").GetString()!;
    }

    private static async Task<JsonElement[]> DriftAsync(TestAgent agent, string query = "") =>
        [.. (await agent.GetAsync("/api/v1/drift" + query)).GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement item) =>
        $"{item.GetProperty("method").GetString()} {item.GetProperty("template").GetString()} {item.GetProperty("state").GetString()}";
}
