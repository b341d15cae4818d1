namespace PodMirror.Agent.Forwarding;

/// <summary>All backends. Each has its own place in the queue, so that one that is down costs the others nothing.</summary>
internal sealed class ForwarderSet(IReadOnlyList<Forwarder> forwarders) : IAsyncDisposable
{
    /// <summary>The backends, in the order of the command line.</summary>
    public IReadOnlyList<Forwarder> All => forwarders;

    /// <summary>Spans that wait for backends or are under way to them.</summary>
    public long Waiting => All.Sum(forwarder => forwarder.Queue.Spans);

    /// <summary>Spans that backends have.</summary>
    public long Forwarded => All.Sum(forwarder => forwarder.Metrics.Forwarded.Value);

    /// <summary>Spans that a backend will never have.</summary>
    public long Dropped => All.Sum(forwarder => forwarder.Metrics.Dropped.Total + forwarder.Queue.Dropped.Total);

    /// <summary>Begins with all.</summary>
    public void Start()
    {
        foreach (Forwarder forwarder in forwarders)
        {
            forwarder.Start();
        }
    }

    /// <summary>Waits until every backend has everything, or the token ends.</summary>
    /// <param name="isKept">What is left outlives the process: backends that fail are not waited for.</param>
    /// <param name="grace">Ends the waiting.</param>
    public Task DrainAsync(bool isKept, CancellationToken grace) =>
        Task.WhenAll(forwarders.Select(forwarder => forwarder.DrainAsync(isKept, grace)));

    /// <summary>Ends what is under way, until the token ends; the rest stays in the queue.</summary>
    public Task StopAsync(CancellationToken grace) => Task.WhenAll(forwarders.Select(forwarder => forwarder.StopAsync(grace)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Forwarder forwarder in forwarders)
        {
            await forwarder.DisposeAsync();
        }
    }
}
