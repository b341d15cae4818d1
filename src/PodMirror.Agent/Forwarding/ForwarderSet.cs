using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Forwarding;

/// <summary>All backends. Each has its own queue, so that one that is down costs the others nothing.</summary>
internal sealed class ForwarderSet(IReadOnlyList<Forwarder> forwarders) : IAsyncDisposable
{
    /// <summary>The backends, in the order of the command line.</summary>
    public IReadOnlyList<Forwarder> All => forwarders;

    /// <summary>Offers a request to each.</summary>
    public void Offer(Payload payload)
    {
        foreach (Forwarder forwarder in forwarders)
        {
            forwarder.Offer(payload);
        }
    }

    /// <summary>Takes nothing more and forwards what is there, until the token ends.</summary>
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
