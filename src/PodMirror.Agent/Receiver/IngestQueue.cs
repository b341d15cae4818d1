using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// What is accepted and not yet stored, in the order of acceptance. Bounded by the bytes of the leases, which are taken before a request is
/// read, so adding never waits and never fails for want of room.
/// </summary>
internal sealed class IngestQueue : IDisposable
{
    private readonly BlockingCollection<IngestItem> _items = [];
    private long _spans;

    /// <summary>Spans that are accepted and not yet settled (stored, known already, or dropped).</summary>
    public long Spans => Interlocked.Read(ref _spans);

    /// <summary>Requests that wait.</summary>
    public int Count => _items.Count;

    /// <summary>Adds a request; false once the queue is closed.</summary>
    public bool TryAdd(IngestItem item)
    {
        Interlocked.Add(ref _spans, item.Payload.Spans);
        try
        {
            if (_items.TryAdd(item))
            {
                return true;
            }
        }
        catch (InvalidOperationException)
        {
            // Closed in the meantime; BlockingCollection has no other way to say so.
        }

        Interlocked.Add(ref _spans, -item.Payload.Spans);
        return false;
    }

    /// <summary>Takes the oldest request, waiting for one at most so long. False when none came.</summary>
    public bool TryTake([NotNullWhen(true)] out IngestItem? item, TimeSpan wait) => _items.TryTake(out item, wait);

    /// <summary>Tells that spans are settled.</summary>
    public void Settle(long spans) => Interlocked.Add(ref _spans, -spans);

    /// <summary>Nothing can be added from now on; what is in can still be taken.</summary>
    public void Close() => _items.CompleteAdding();

    /// <summary>True when closed and empty.</summary>
    public bool IsDrained => _items.IsCompleted;

    /// <inheritdoc/>
    public void Dispose() => _items.Dispose();
}
