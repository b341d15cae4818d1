using System.Threading.Channels;

namespace PodMirror.Agent.Injector;

/// <summary>
/// Wakes one waiter, once for however many settings there were meanwhile. There is nothing to dispose of, so that a setting that comes late harms
/// nobody.
/// </summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes the waiter, or the next one.</summary>
    public void Set() => _set.Writer.TryWrite(true);

    /// <summary>Waits until it is set, for so long at most, or until it is cancelled; does not throw.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancel)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(longest);
        try
        {
            await _set.Reader.ReadAsync(timed.Token);
        }
        catch (OperationCanceledException)
        {
            // The time is over, or the agent stops.
        }
    }
}
