using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Queue;

/// <summary>
/// The newest batches, still in memory: a destination that keeps up never reads the file. A ring of neighbours: the ids have no gap.
/// </summary>
internal sealed class TailCache
{
    private (BatchHead Head, Payload Payload)[] _ring = new (BatchHead, Payload)[64];
    private int _start;

    /// <summary>The oldest batch that is here; above every id when there is none.</summary>
    public long First => Count == 0 ? long.MaxValue : _ring[_start].Head.Id;

    /// <summary>Batches that are here.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the newest batch and holds it.</summary>
    public void Add(BatchHead head, Payload payload)
    {
        payload.Hold();
        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[(_start + Count++) % _ring.Length] = (head, payload);
    }

    /// <summary>Lets go of the oldest.</summary>
    public void RemoveOldest()
    {
        _ring[_start].Payload.Release();
        _ring[_start] = default;
        _start = (_start + 1) % _ring.Length;
        Count--;
    }

    /// <summary>
    /// The batches from one that is here up to another, until their bytes pass the bound; at least one. The caller owns a hold of each payload.
    /// </summary>
    public Delivery Take(long first, long last, long maxBytes)
    {
        var heads = new List<BatchHead>();
        var payloads = new List<Payload>();
        long bytes = 0;
        for (int i = (int)(first - First); i < Count && heads.Count < QueueLimits.MaxDeliveryBatches; i++)
        {
            (BatchHead head, Payload payload) = _ring[(_start + i) % _ring.Length];
            bytes += payload.Bytes.Length;
            if (head.Id > last || (bytes > maxBytes && heads.Count > 0))
            {
                break;
            }

            payload.Hold();
            heads.Add(head);
            payloads.Add(payload);
        }

        return new Delivery(heads, payloads);
    }

    /// <summary>All that is here, oldest first; the caller gets no holds.</summary>
    public IEnumerable<(BatchHead Head, Payload Payload)> All => Enumerable.Range(0, Count).Select(i => _ring[(_start + i) % _ring.Length]);

    private void Grow()
    {
        var larger = new (BatchHead, Payload)[_ring.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = _ring[(_start + i) % _ring.Length];
        }

        (_ring, _start) = (larger, 0);
    }
}
