using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Story;

/// <summary>What our containers may do: as the Pod says, and as the node's kernel says of the processes.</summary>
[Collection<StoryCollection>]
public sealed class ConfinementTests(Story story) : ClusterTest
{
    // linux/capability.h: CAP_NET_RAW is number 13.
    private const ulong NetRaw = 1 << 13;

    [Theory]
    [InlineData("mirror", "NET_RAW")]
    [InlineData("tme", null)]
    public void A_container_asks_for_no_more_than_it_needs(string name, string? capability)
    {
        JsonNode security = PodFacts.Container(story.After, name)["securityContext"]!;
        JsonNode capabilities = security["capabilities"]!;

        Assert.Equal(["ALL"], capabilities["drop"]!.AsArray().Select(one => one!.GetValue<string>()));
        Assert.Equal(capability is null ? [] : [capability], (capabilities["add"]?.AsArray() ?? []).Select(one => one!.GetValue<string>()));
        Assert.True(security["runAsNonRoot"]!.GetValue<bool>());
        Assert.Equal(65532, security["runAsUser"]!.GetValue<int>());
        Assert.True(security["readOnlyRootFilesystem"]!.GetValue<bool>());
        Assert.False(security["allowPrivilegeEscalation"]!.GetValue<bool>());
        Assert.Equal("RuntimeDefault", security["seccompProfile"]!["type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("mirror", NetRaw)]
    [InlineData("tme", 0)]
    public void A_process_has_no_more_than_that(string name, ulong bounding)
    {
        ContainerProcess process = Process(name);

        Assert.Equal("65532 65532 65532 65532", process.Status("Uid"));
        Assert.Equal("65532 65532 65532 65532", process.Status("Gid"));
        Assert.Equal(bounding, process.Capabilities("CapBnd"));
        Assert.Equal(0ul, process.Capabilities("CapInh"));
        Assert.Equal(0ul, process.Capabilities("CapAmb"));
        Assert.Equal("1", process.Status("NoNewPrivs"));

        // 2 is a filter, linux/seccomp.h
        Assert.Equal("2", process.Status("Seccomp"));
        Assert.Contains("ro", process.RootMountOptions().Split(','));
    }

    [Fact]
    public void The_mirror_has_given_its_capability_up_once_it_captures()
    {
        ContainerProcess process = Process("mirror");

        Assert.Equal(0ul, process.Capabilities("CapPrm"));
        Assert.Equal(0ul, process.Capabilities("CapEff"));
    }

    [Theory]
    [InlineData("mirror")]
    [InlineData("tme")]
    public void The_token_of_the_service_account_is_kept_out(string name) =>
        Assert.DoesNotContain("token", Process(name).FilesOf("/var/run/secrets/kubernetes.io/serviceaccount"));

    private ContainerProcess Process(string name)
    {
        Assert.SkipUnless(Stage.IsNode, "the node is another machine");
        return ContainerProcess.Of(PodFacts.ContainerId(story.After, name));
    }
}
