using System.Net;
using System.Text.Json;

namespace PodMirror.Agent.Tests.Api;

public sealed class FilterTests
{
    private static readonly TestSpan[] Calls =
    [
        new() { Path = "/a", Method = "GET", Status = 200, DurationNs = 1_000_000, StartNs = TestSpan.BaseTimeNs },
        new() { Path = "/a/b", Method = "POST", Status = 201, DurationNs = 20_000_000, StartNs = TestSpan.BaseTimeNs + 1_000_000_000 },
        new() { Path = "/a/B/c", Method = "DELETE", Status = 404, Kind = 3, StartNs = TestSpan.BaseTimeNs + 2_000_000_000 },
        new() { Path = "/x%_*", Method = "get", Status = 503, Kind = 1, DurationNs = 3_000_000_000, StartNs = TestSpan.BaseTimeNs + 3_000_000_000 },
        new()
        {
            Path = "/gone", Status = null, Anomalies = ["response_missing", "request_gap"], StartNs = TestSpan.BaseTimeNs + 4_000_000_000,
            TraceId = Convert.FromHexString("5b8efff798038103d269b633813fc60c"),
        },
    ];

    [Theory]
    [InlineData("", "/gone /x%_* /a/B/c /a/b /a")]
    [InlineData("path=/a", "/a")]
    [InlineData("path=/a*", "/a/B/c /a/b /a")]
    [InlineData("path=/a/*", "/a/B/c /a/b")]
    [InlineData("path=/x%25_*", "/x%_*")]
    [InlineData("path=*", "/gone /x%_* /a/B/c /a/b /a")]
    [InlineData("path=/A", "")]
    [InlineData("q=B", "/a/B/c /a/b")]
    [InlineData("q=%25", "/x%_*")]
    [InlineData("q=%27%20OR%201=1--", "")]
    [InlineData("method=GET", "/gone /x%_* /a")]
    [InlineData("method=delete", "/a/B/c")]
    [InlineData("status=200", "/a")]
    [InlineData("status=2xx", "/a/b /a")]
    [InlineData("status=>=400", "/x%_* /a/B/c")]
    [InlineData("status=>404", "/x%_*")]
    [InlineData("status=<=201", "/a/b /a")]
    [InlineData("status=<201", "/a")]
    [InlineData("status=none", "/gone")]
    [InlineData("direction=ingress", "/gone /a/b /a")]
    [InlineData("direction=egress", "/a/B/c")]
    [InlineData("direction=unknown", "/x%_*")]
    [InlineData("min_duration=20ms", "/x%_* /a/b")]
    [InlineData("min_duration=3s", "/x%_*")]
    [InlineData("min_duration=3.1s", "")]
    [InlineData("since=2023-11-14T22:13:23Z", "/gone /x%_*")]
    [InlineData("until=2023-11-14T22:13:21Z", "/a")]
    [InlineData("since=2023-11-14T23:13:21%2B01:00&until=2023-11-14T22:13:22.5Z", "/a/B/c /a/b")]
    [InlineData("since=1h", "")]
    [InlineData("until=1h", "/gone /x%_* /a/B/c /a/b /a")]
    [InlineData("anomaly=request_gap", "/gone")]
    [InlineData("anomaly=response_gap", "")]
    [InlineData("anomaly=any", "/gone")]
    [InlineData("trace_id=5B8EFFF798038103D269B633813FC60C", "/gone")]
    [InlineData("trace_id=00000000000000000000000000000001", "")]
    [InlineData("service=shop&namespace=default&pod=shop-1&limit=1", "/gone")]
    [InlineData("service=other", "")]
    [InlineData("namespace=other", "")]
    [InlineData("pod=other", "")]
    [InlineData("path=/a*&status=2xx&method=POST", "/a/b")]
    public async Task Each_filter_finds_what_it_names(string query, string expected)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        await agent.StoreAsync(Calls);
        Assert.Equal(expected, string.Join(' ', await agent.PathsAsync(query)));
    }

    [Theory]
    [InlineData("stauts=200", "stauts")]
    [InlineData("status=ok", "status")]
    [InlineData("status=6000", "status")]
    [InlineData("status=99", "status")]
    [InlineData("status=0xx", "status")]
    [InlineData("status=<100", "status")]
    [InlineData("status=>999", "status")]
    [InlineData("anomaly=nope", "anomaly")]
    [InlineData("anomaly=", "anomaly")]
    [InlineData("path=*a", "path")]
    [InlineData("path=a/b", "path")]
    [InlineData("status==<2", "status")]
    [InlineData("status=", "status")]
    [InlineData("direction=in", "direction")]
    [InlineData("min_duration=20", "min_duration")]
    [InlineData("min_duration=-1s", "min_duration")]
    [InlineData("min_duration=99999999999999999d", "min_duration")]
    [InlineData("since=yesterday", "since")]
    [InlineData("since=2023-11-14", "since")]
    [InlineData("since=2023-11-14T22:13:23", "since")]
    [InlineData("until=12", "until")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=1-2-3", "cursor")]
    [InlineData("trace_id=5b8e", "trace_id")]
    [InlineData("trace_id=5b8efff798038103d269b633813fc60g", "trace_id")]
    public async Task A_parameter_that_cannot_be_read_is_named_in_a_problem(string query, string parameter)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.Web, "/api/v1/exchanges?" + query));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        JsonElement problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((parameter, 400), (problem.GetProperty("parameter").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("anomaly=nope", "any, or one of request_missing, response_missing, ")]
    [InlineData("status=99", "write 200, 2xx, >=500, <400, or none for exchanges without a response; 100 to 999 can be met")]
    [InlineData("path=*a", "begin it with /")]
    public async Task A_filter_that_can_match_nothing_is_answered_with_what_can_in_readable_text(string query, string expected)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.Web, "/api/v1/exchanges?" + query));
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_longer_than_any_path_is_a_problem()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        JsonElement problem = await agent.GetAsync("/api/v1/exchanges?q=" + new string('x', 2049), HttpStatusCode.BadRequest);
        Assert.Equal("q", problem.GetProperty("parameter").GetString());
    }
}
