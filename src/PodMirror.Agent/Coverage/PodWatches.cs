using System.Collections.Concurrent;
using PodMirror.Agent.Injector;
using PodMirror.Injection;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.Coverage;

/// <summary>Watches the Pods of every namespace that takes part, and of no other: work goes with what is asked for, not with the cluster.</summary>
internal sealed class PodWatches(KubeClient client, ClusterFacts cluster)
{
    // Namespaces that come and go are looked for this often, besides at every change that is told.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, WatchedNamespace> _watched = new();

    /// <summary>Whether every Pod of every namespace that takes part is known.</summary>
    public bool IsSynced => cluster.Synced.IsCompletedSuccessfully && Wanted().All(IsKnown);

    /// <summary>What stands in the way of knowing them, in one line; null when nothing does.</summary>
    public string? Trouble => cluster.Trouble ?? _watched.Values.Select(one => one.Trouble).FirstOrDefault(trouble => trouble is not null);

    /// <summary>The Pods.</summary>
    public IEnumerable<PodFacts> Pods => _watched.Values.SelectMany(one => one.Pods);

    /// <summary>Watches until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var changed = new Signal();
        cluster.NamespacesChanged = changed.Set;
        while (!cancel.IsCancellationRequested)
        {
            await FollowAsync();
            await changed.WaitAsync(Look, cancel);
        }

        cluster.NamespacesChanged = null;
        foreach (WatchedNamespace one in _watched.Values)
        {
            await one.DisposeAsync();
        }
    }

    private async Task FollowAsync()
    {
        string[] wanted = [.. Wanted()];
        foreach (string name in wanted.Where(name => !_watched.ContainsKey(name)))
        {
            _watched[name] = new WatchedNamespace(client, name, cluster.Options.Names);
        }

        foreach (string name in _watched.Keys.Except(wanted))
        {
            if (_watched.TryRemove(name, out WatchedNamespace? gone))
            {
                await gone.DisposeAsync();
            }
        }
    }

    private IEnumerable<string> Wanted()
    {
        string label = cluster.Options.Names.NamespaceLabel;
        return cluster.Namespaces.Values.Where(one => one.Labels.GetValueOrDefault(label) == InjectionNames.Enabled).Select(one => one.Name);
    }

    private bool IsKnown(string name) => _watched.TryGetValue(name, out WatchedNamespace? one) && one.IsSynced;
}
