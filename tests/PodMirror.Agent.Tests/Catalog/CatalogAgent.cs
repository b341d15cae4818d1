using System.Net;
using System.Text;
using System.Text.Json;
using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Tests.Catalog;

/// <summary>What tests of the catalog ask of an agent.</summary>
internal static class CatalogAgent
{
    /// <summary>An agent with its data in a directory.</summary>
    public static Task<TestAgent> StartAsync(string data, Func<AgentOptions, AgentOptions>? change = null) =>
        TestAgent.StartAsync(options => (change ?? (same => same))(options with { Data = data }));

    /// <summary>Spans of calls to paths.</summary>
    public static TestSpan[] Calls(int count, Func<int, string> path, string method = "GET") =>
        [.. Enumerable.Range(0, count).Select(i => new TestSpan { Path = path(i), Method = method })];

    /// <summary>Stores spans, and waits until the catalog has come to them.</summary>
    public static async Task CatalogAsync(this TestAgent agent, params TestSpan[] spans)
    {
        await agent.StoreAsync(spans);
        await agent.CaughtUpAsync();
    }

    /// <summary>Waits until the catalog has come to all that is stored.</summary>
    public static Task CaughtUpAsync(this TestAgent agent) => TestAgent.UntilAsync(async () => await agent.MetricAsync("catalog_spans_waiting") == 0);

    /// <summary>The endpoints, as method, template and calls, once a view shows as many calls as expected.</summary>
    public static async Task<string[]> EndpointsAsync(this TestAgent agent, long calls, string query = "sort=template")
    {
        string[] found = [];
        await TestAgent.UntilAsync(async () =>
        {
            JsonElement[] rows = await agent.EndpointRowsAsync(query);
            found = [.. rows.Select(row => $"{row.GetProperty("method")} {row.GetProperty("template")} {row.GetProperty("calls")}")];
            return rows.Sum(row => row.GetProperty("calls").GetInt64()) >= calls;
        });
        return found;
    }

    /// <summary>The rows of the list of endpoints.</summary>
    public static async Task<JsonElement[]> EndpointRowsAsync(this TestAgent agent, string query) =>
        [.. (await agent.GetAsync("/api/v1/endpoints?" + query)).GetProperty("endpoints").EnumerateArray()];

    /// <summary>Sends a change.</summary>
    public static async Task<HttpStatusCode> ChangeAsync(
        this TestAgent agent, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(agent.Web, "/api/v1/" + path));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using HttpResponseMessage answer = await agent.Client.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Where what somebody says of a service is.</summary>
    public static Uri DescriptionOf(this TestAgent agent, string service) =>
        new(agent.Web, $"/api/v1/services/{Uri.EscapeDataString(service)}/description");

    /// <summary>Uploads a description.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> UploadAsync(this TestAgent agent, string service, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "application/yaml");
        using HttpResponseMessage answer = await agent.Client.PutAsync(agent.DescriptionOf(service), content);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>The rules, as template and who says them, by template.</summary>
    public static async Task<string[]> RulesAsync(this TestAgent agent) =>
    [
        .. (await agent.GetAsync("/api/v1/rules")).GetProperty("rules").EnumerateArray().Select(rule =>
                $"{rule.GetProperty("template")} {string.Join(',', rule.GetProperty("said_by").EnumerateArray())}")
            .Order(StringComparer.Ordinal),
    ];
}
