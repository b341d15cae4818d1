using System.Text.Json.Nodes;

namespace PodMirror.Agent.Tests.Injector;

public sealed class StopTests
{
    [Fact]
    public async Task While_the_Service_still_sends_reviews_to_an_agent_that_stops_they_are_answered()
    {
        await using TestInjector injector = await TestInjector.StartAsync();
        await using TestAgent agent = await injector.StartAgentAsync(grace: TimeSpan.FromSeconds(5));
        await TestInjector.UntilReadyAsync(agent);

        Task stopped = agent.StopAsync();
        JsonNode response = await injector.ReviewAsync(agent, """{ "spec": { "containers": [ { "name": "app" } ] } }""");

        Assert.Equal("injected", (string?)response["auditAnnotations"]!["reason"]);
        Assert.False(stopped.IsCompleted);
        await stopped;
    }
}
