using System.Text.Json.Nodes;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests;

public sealed class ResourceTests
{
    // Annotations (container-resource-kind=value), and what mirror then gets: request/limit of cpu and memory.
    [Theory]
    [InlineData("", "10m/500m 32Mi/96Mi")]
    [InlineData("mirror-cpu-limit=1", "10m/1 32Mi/96Mi")]
    [InlineData("mirror-cpu-request=20m", "20m/500m 32Mi/96Mi")]
    [InlineData("mirror-cpu-request=1", "1/1 32Mi/96Mi")]
    [InlineData("mirror-cpu-limit=5m", "5m/5m 32Mi/96Mi")]
    [InlineData("mirror-memory-limit=64Mi mirror-cpu-request=30m", "30m/500m 32Mi/64Mi")]
    [InlineData("tme-cpu-limit=1", "10m/500m 32Mi/96Mi")]
    public void Annotations_change_what_they_name_and_nothing_else(string annotations, string expected)
    {
        ContainerResources mirror = Decide(annotations).MirrorResources!;

        Assert.Equal(expected, $"{mirror.Cpu.Request}/{mirror.Cpu.Limit} {mirror.Memory.Request}/{mirror.Memory.Limit}");
    }

    [Theory]
    [InlineData("mirror-cpu-limit=3", "mirror.traceable.ai/mirror-cpu-limit is more than the 2 that the administrator allows")]
    [InlineData("tme-memory-request=2Gi", "mirror.traceable.ai/tme-memory-request is more than the 1Gi that the administrator allows")]
    [InlineData("tme-memory-limit=much", "mirror.traceable.ai/tme-memory-limit is no quantity")]
    [InlineData("tme-memory-limit=0", "mirror.traceable.ai/tme-memory-limit is nothing")]
    [InlineData("tme-memory-limit=1m", "mirror.traceable.ai/tme-memory-limit is less than 24Mi, and the container would not run")]
    [InlineData("mirror-memory-limit=23Mi", "mirror.traceable.ai/mirror-memory-limit is less than 24Mi, and the container would not run")]
    [InlineData("tme-cpu-limit=1m tme-cpu-request=2m", "mirror.traceable.ai/tme-cpu-request is larger than mirror.traceable.ai/tme-cpu-limit")]
    public void A_wrong_amount_injects_nothing_and_says_why(string annotations, string expected)
    {
        InjectionDecision decision = Decide(annotations);

        Assert.Equal((InjectionReason.InvalidAnnotation, expected), (decision.Reason, decision.Detail));
    }

    [Theory]
    [InlineData("""{"limits":{"cpu":1,"memory":"1Gi"}}""", true)]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"1000m","memory":"1024Mi"}}""", true)]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"500m"}}""", false)]
    [InlineData("""{"limits":{"cpu":"1"}}""", false)]
    [InlineData("{}", false)]
    public void A_guaranteed_pod_stays_guaranteed(string resources, bool expected)
    {
        JsonObject pod = Pod();
        pod["spec"]!["containers"]![0]!["resources"] = JsonNode.Parse(resources);

        ContainerResources tme = InjectionRules.Decide(View(pod), Namespace(), Options).TmeResources!;

        Assert.Equal(expected, tme.Cpu.Request == tme.Cpu.Limit && tme.Memory.Request == tme.Memory.Limit);
    }

    private static InjectionDecision Decide(string annotations)
    {
        IEnumerable<string[]> pairs = annotations.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('='));
        JsonObject pod = Pod([.. pairs.Select(pair => ("mirror.traceable.ai/" + pair[0], pair[1]))]);
        return InjectionRules.Decide(View(pod), Namespace(), Options);
    }
}
