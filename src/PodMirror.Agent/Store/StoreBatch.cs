using PodMirror.Agent.Queue;

namespace PodMirror.Agent.Store;

/// <summary>What the store's writer has taken from the queue and not settled yet: it is held until a transaction has it.</summary>
internal sealed class StoreBatch(QueueConsumer queue)
{
    private readonly List<Delivery> _deliveries = [];

    /// <summary>Deliveries that are held.</summary>
    public int Count => _deliveries.Count;

    /// <summary>Their bytes.</summary>
    public long Bytes => _deliveries.Sum(delivery => delivery.Bytes);

    /// <summary>Of their spans, from the first, those that commits have settled: the next attempt leaves them out.</summary>
    public long Settled { get; set; }

    /// <summary>Their spans that no commit has settled.</summary>
    public long Open => _deliveries.Sum(delivery => (long)delivery.Spans) - Settled;

    /// <summary>A delivery, in the order in which they were taken.</summary>
    public Delivery this[int index] => _deliveries[index];

    /// <summary>Takes one more; false when nothing waits.</summary>
    public bool TryTake()
    {
        bool isTaken = queue.TryTake(StoreLimits.MaxTransactionBytes, out Delivery? delivery);
        if (isTaken)
        {
            _deliveries.Add(delivery!);
        }

        return isTaken;
    }

    /// <summary>Tells the queue that all of them are settled.</summary>
    public void Settle()
    {
        _deliveries.ForEach(queue.Settle);
        _deliveries.Clear();
        Settled = 0;
    }
}
