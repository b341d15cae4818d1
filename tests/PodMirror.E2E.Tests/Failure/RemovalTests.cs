using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Failure;

/// <summary>The release is removed, and so is everything of it.</summary>
public sealed class RemovalTests(Cluster cluster) : ClusterTest, IAsyncDisposable
{
    private const string Space = "podmirror-e2e-removal";

    [Fact]
    public async Task Nothing_is_left_behind_and_applications_come_up_and_serve()
    {
        await Kubectl.RunAsync("apply -f -", Shop.MirroredNamespace(Space) + Shop.Manifest(Space, "earlier"));
        await cluster.ReadyPodAsync(Space, "app=earlier", 3);

        await Release.RemoveAsync();

        IReadOnlySet<string> after = await Inventory.TakeAsync(cluster);
        Assert.Empty(after.Except(cluster.Before));
        Assert.Equal(200, await cluster.CallAsync(Space, "earlier", "/api/products/1"));
        await Kubectl.RunAsync("apply -f -", Shop.Manifest(Space, "later"));
        await Kubectl.RunAsync($"-n {Space} rollout restart deployment/earlier");
        await cluster.ReadyPodAsync(Space, "app=later", 1);
        await cluster.ReadyPodAsync(Space, "app=earlier", 1);
        Assert.Equal(200, await cluster.CallAsync(Space, "later", "/api/products/1"));
    }

    public async ValueTask DisposeAsync() => await Release.InstallAsync(cluster);
}
