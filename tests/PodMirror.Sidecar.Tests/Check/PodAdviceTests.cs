using PodMirror.Sidecar.Check;

namespace PodMirror.Sidecar.Tests.Check;

public sealed class PodAdviceTests
{
    [Theory]
    [InlineData("ReplicaSet", "web-shop-5d9fc", "kubectl -n shop rollout restart deployment/web-shop")]
    [InlineData("ReplicaSet", "web-front", "kubectl -n shop delete pod a; ReplicaSet web-front makes it again")]
    [InlineData("StatefulSet", "db", "kubectl -n shop rollout restart statefulset/db")]
    [InlineData("DaemonSet", "log-5d9fc", "kubectl -n shop rollout restart daemonset/log-5d9fc")]
    [InlineData("ReplicationController", "old", "kubectl -n shop delete pod a; ReplicationController old makes it again")]
    [InlineData("Job", "night", "wait for shop/job/night to end, or make it again")]
    [InlineData("", "", "kubectl -n shop delete pod a, and make it again: no workload does")]
    public void A_pod_is_made_again_by_what_made_it(string kind, string name, string advice) =>
        Assert.Equal(advice, new PodOrigin("shop", "a", kind, name).Advice);

    [Fact]
    public void Many_pods_are_the_first_three_commands_and_where_the_rest_is()
    {
        PodOrigin[] pods = [.. Enumerable.Range(0, 5).Select(i => new PodOrigin("shop", $"p{i}", "StatefulSet", $"s{i / 2}"))];

        Assert.Equal("s0; s1; s2", PodAdvice.Of(pods, 5, pod => pod.OwnerName, "x"));
        Assert.Equal("p0; p1; p2; all of them: x", PodAdvice.Of(pods, 5, pod => pod.Name, "x"));
        Assert.Equal("s0; s1; s2; all of them: x", PodAdvice.Of(pods, 6, pod => pod.OwnerName, "x"));
        Assert.Null(PodAdvice.Of([], 0, pod => pod.Name, "x"));
    }
}
