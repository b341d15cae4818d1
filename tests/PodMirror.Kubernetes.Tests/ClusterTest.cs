using PodMirror.ClusterKit;

namespace PodMirror.Kubernetes.Tests;

/// <summary>What tests of a watch begin and end with: a cluster, a client of it, and the watch that runs until the end.</summary>
public abstract class ClusterTest : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    internal FakeCluster Cluster { get; private set; } = null!;

    internal KubeClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await FakeCluster.StartAsync();
        Client = Cluster.Connect();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        Client.Dispose();
        await Cluster.DisposeAsync();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs it until the test has ended.</summary>
    internal void Run(Func<CancellationToken, Task> watch) => _run = watch(_stop.Token);

    /// <summary>A Pod that has a value.</summary>
    internal void Put(string name, string value = "1") =>
        Cluster.Put($"/api/v1/namespaces/shop/pods/{name}", $$"""{ "spec": { "value": "{{value}}" } }""");
}
