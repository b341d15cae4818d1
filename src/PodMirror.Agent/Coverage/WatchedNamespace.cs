using PodMirror.Injection;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.Coverage;

/// <summary>The Pods of one namespace, watched until this is disposed of.</summary>
internal sealed class WatchedNamespace : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ResourceWatch<PodFacts> _watch;
    private readonly Task _run;

    /// <summary>Begins to watch.</summary>
    public WatchedNamespace(KubeClient client, string name, InjectionNames names)
    {
        _watch = new ResourceWatch<PodFacts>(client, KubePath.Core(name, "pods"), item => PodReader.Read(item, names));
        _run = _watch.RunAsync(_stop.Token);
    }

    /// <summary>The Pods.</summary>
    public IEnumerable<PodFacts> Pods => _watch.Items.Values;

    /// <summary>Whether every one of them is known.</summary>
    public bool IsSynced => _watch.Synced.IsCompletedSuccessfully;

    /// <summary>What stands in the way, in one line; null when nothing does.</summary>
    public string? Trouble => _watch.Trouble;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }
}
