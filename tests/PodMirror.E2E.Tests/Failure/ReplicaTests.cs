using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Failure;

/// <summary>Two replicas of the agent.</summary>
public sealed class ReplicaTests(Cluster cluster) : ClusterTest, IAsyncDisposable
{
    private const int Pods = 200;

    // As the controllers of an API server do when many Pods are wanted.
    private const int AtOnce = 4;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Either_may_go_while_Pods_are_made_and_none_is_missed(int replica)
    {
        var pods = new IdlePods(cluster, $"podmirror-e2e-replica-{replica}");
        await pods.PrepareAsync();
        await Release.ScaleAsync(cluster, 2);
        JsonNode[] agents = await cluster.PodsAsync(Release.Namespace, "app.kubernetes.io/name=podmirror");
        string going = agents.Select(pod => PodFacts.Metadata(pod, "name")).Order(StringComparer.Ordinal).ElementAt(replica);

        int injected = 0;
        Task gone = Task.CompletedTask;
        await Parallel.ForEachAsync(Enumerable.Range(1, Pods), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            if (number == Pods / 4)
            {
                gone = Kubectl.RunAsync($"-n {Release.Namespace} delete pod {going} --wait=false");
            }

            Interlocked.Add(ref injected, await pods.MakeAsync() ? 1 : 0);
        });

        await gone;
        Assert.Equal(Pods, injected);
    }

    public async ValueTask DisposeAsync() => await Release.ScaleAsync(cluster, 1);
}
