using System.Text.Json;
using PodMirror.Injection;
using PodMirror.Sidecar.Check;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Tests.Check;

public sealed class LimitRangeCheckTests
{
    private static readonly InjectionOptions Options = new() { Image = "i", Endpoint = "http://e" };

    [Theory]
    [InlineData(
        """{"type":"Container","max":{"cpu":"200m"}}""", "mirror cpu limit 500m (at most 200m), tme cpu limit 500m (at most 200m)",
        "mirror-cpu-limit tme-cpu-limit")]
    [InlineData("""{"type":"Container","max":{"memory":"100Mi"}}""", "tme memory limit 128Mi (at most 100Mi)", "tme-memory-limit")]
    [InlineData(
        """{"type":"Container","min":{"memory":"64Mi"}}""", "mirror memory request 32Mi (at least 64Mi), tme memory request 32Mi (at least 64Mi)",
        "mirror-memory-request tme-memory-request")]
    [InlineData(
        """{"type":"Container","maxLimitRequestRatio":{"memory":"3"}}""", "tme memory limit 128Mi for a request of 32Mi (at most 3 times)",
        "tme-memory-request tme-memory-limit")]
    [InlineData(
        """{"type":"Pod","max":{"cpu":"999m"}}""", "cpu limits mirror 500m and tme 500m (at most 999m for a Pod)", "mirror-cpu-limit tme-cpu-limit")]
    public void What_refuses_the_containers_is_named_with_the_annotations_that_help(string item, string says, string annotations)
    {
        CheckLine line = Assert.Single(Judge(item));

        Assert.Equal((CheckStatus.Warn, "limit_range"), (line.Status, line.Name));
        Assert.Equal("shop: LimitRange small refuses Pods with the containers: " + says, line.Message);
        Assert.Equal(
            annotations.Split(' ').Order(),
            line.Advice!.Split([' ', ',', ';']).Where(word => word.StartsWith("mirror.traceable.ai/", StringComparison.Ordinal))
                .Select(word => word.Split('/')[1]).Order());
    }

    [Theory]
    [InlineData("""{"type":"Container","max":{"cpu":"0.5","memory":"128Mi"},"min":{"cpu":"10m","memory":"32Mi"}}""")]
    [InlineData("""{"type":"Container","maxLimitRequestRatio":{"cpu":"50","memory":"4"}}""")]
    [InlineData("""{"type":"Container","max":{"ephemeral-storage":"1"},"default":{"cpu":"1m"},"min":{"cpu":"no quantity"}}""")]
    [InlineData("""{"type":"Pod","max":{"cpu":"1","memory":"224Mi"},"min":{"cpu":"4"},"maxLimitRequestRatio":{"cpu":"1"}}""")]
    [InlineData("""{"type":"PersistentVolumeClaim","max":{"cpu":"1m"}}""")]
    [InlineData("null")]
    public void What_lets_the_containers_in_or_may_do_so_is_not_told_of(string item) => Assert.Empty(Judge(item));

    [Fact]
    public void Only_namespaces_that_take_part_count() =>
        Assert.Empty(LimitRangeCheck.Judge(List("""{"type":"Container","max":{"cpu":"1m"}}"""), ["bank"], Options));

    [Fact]
    public void The_amounts_are_those_of_the_settings()
    {
        ContainerResources small = new(ResourceAmounts.Of("10m", "100m"), ResourceAmounts.Of("32Mi", "64Mi"));

        Assert.Empty(LimitRangeCheck.Judge(
            List("""{"type":"Container","max":{"cpu":"100m","memory":"64Mi"}}"""), ["shop"],
            Options with { MirrorResources = small, TmeResources = small }));
    }

    [Fact]
    public void Not_to_be_allowed_to_list_them_is_a_warning()
    {
        CheckLine line = Assert.Single(LimitRangeCheck.Judge(new(403, default, "limitranges is forbidden"), ["shop"], Options));

        Assert.Equal((CheckStatus.Warn, "the LimitRanges cannot be listed: limitranges is forbidden"), (line.Status, line.Message));
    }

    private static IEnumerable<CheckLine> Judge(string item) => LimitRangeCheck.Judge(List(item), ["shop"], Options);

    private static Found List(string item) => new(
        200,
        JsonElement.Parse("""{"items":[{"metadata":{"namespace":"shop","name":"small"},"spec":{"limits":[""" + item + """]}}]}"""), "");
}
