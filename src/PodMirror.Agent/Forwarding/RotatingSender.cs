using PodMirror.Spans;

namespace PodMirror.Agent.Forwarding;

/// <summary>
/// Several senders in turn, each with a connection of its own: over HTTP/2 one connection carries everything, to one of the receivers behind a name.
/// </summary>
/// <param name="senders">The senders, one at least; disposed of with this.</param>
internal sealed class RotatingSender(IReadOnlyList<IOtlpSender> senders) : IOtlpSender
{
    private int _next;

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation) =>
        senders[(int)((uint)Interlocked.Increment(ref _next) % (uint)senders.Count)].SendAsync(request, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IOtlpSender sender in senders)
        {
            sender.Dispose();
        }
    }
}
