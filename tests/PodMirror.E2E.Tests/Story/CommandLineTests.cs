using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;
using PodMirror.TestKit;

namespace PodMirror.E2E.Tests.Story;

/// <summary>What <c>podmirror</c> says of the cluster, against what the cluster did.</summary>
[Collection<StoryCollection>]
public sealed class CommandLineTests : ClusterTest
{
    private static readonly string PodMirror = Path.Combine(TestData.Repository(), "out", "podmirror");

    [Theory]
    [InlineData("deployment/shop", true, "injected", "ingress")]
    [InlineData("deploy/both", true, "injected", "ingress_and_egress")]
    [InlineData("deployment/left-out", false, "opted_out", null)]
    public async Task Explain_says_of_a_workload_what_became_of_its_Pods(string target, bool injected, string reason, string? mode)
    {
        JsonNode said = JsonNode.Parse(await Executable.RunAsync(PodMirror, $"explain {target} -n {Story.Namespace} --json"))!;

        Assert.Equal(injected, said["injected"]!.GetValue<bool>());
        Assert.Equal(reason, said["reason"]!.GetValue<string>());
        Assert.Equal(mode, said["mode"]?.GetValue<string>());
    }

    [Fact]
    public async Task Check_finds_nothing_wrong_and_has_asked_the_webhook_by_way_of_the_API_server()
    {
        JsonNode said = JsonNode.Parse(await Executable.RunAsync(PodMirror, "check --json"))!;

        Assert.True(said["ok"]!.GetValue<bool>());
        var status = said["checks"]!.AsArray().OfType<JsonNode>().ToLookup(one => (string)one["name"]!, one => (string)one["status"]!);
        Assert.All(["api_server", "agent", "webhook", "certificate", "dry_run", "mirrored"], name => Assert.Equal(["ok"], status[name]));
    }
}
