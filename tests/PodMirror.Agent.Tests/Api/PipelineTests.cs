using System.Text.Json;
using PodMirror.Agent.Forwarding;

namespace PodMirror.Agent.Tests.Api;

public sealed class PipelineTests
{
    [Fact]
    public async Task The_report_has_every_span_in_one_place_and_says_what_fails()
    {
        Assert.True(ForwardTarget.TryParse("http://127.0.0.1:1/v1/traces?key=secret", out ForwardTarget? target));
        await using TestAgent agent = await TestAgent.StartAsync(
            options => options with { Forward = [target!], Grace = TimeSpan.FromMilliseconds(500) });
        await agent.StoreAsync(new TestSpan(), new TestSpan(), new TestSpan { TraceId = [] });
        await TestAgent.UntilAsync(async () => (await BackendAsync(agent)).GetProperty("trouble").ValueKind == JsonValueKind.String);

        JsonElement report = await agent.GetAsync("/api/v1/pipeline");
        Assert.False(report.GetProperty("injector").GetBoolean());
        JsonElement received = report.GetProperty("received");
        Assert.Equal((3, 2), (received.GetProperty("spans").GetInt64(), received.GetProperty("accepted").GetInt64()));
        Assert.Equal(1, received.GetProperty("refused").GetProperty("trace_id_invalid").GetInt64());
        JsonElement store = report.GetProperty("destinations")[0];
        Assert.Equal(("store", 2, 0), (Text(store, "name"), store.GetProperty("delivered").GetInt64(), store.GetProperty("waiting").GetInt64()));
        JsonElement backend = await BackendAsync(agent);
        Assert.Equal(("http://127.0.0.1:1/v1/traces", "backend"), (Text(backend, "name"), Text(backend, "kind")));
        Assert.Equal((0, 2), (backend.GetProperty("delivered").GetInt64(), backend.GetProperty("waiting").GetInt64()));
        await agent.StopAsync();
    }

    private static async Task<JsonElement> BackendAsync(TestAgent agent) => (await agent.GetAsync("/api/v1/pipeline")).GetProperty("destinations")[1];

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();
}
