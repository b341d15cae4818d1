using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Queue;

/// <summary>
/// Some batches, one after the other, that a destination has taken out of the queue and settles once it is done with them. Until then they are
/// not taken again, and after a crash they are.
/// </summary>
internal sealed class Delivery
{
    /// <summary>Takes over the holds of the payloads.</summary>
    public Delivery(IReadOnlyList<BatchHead> heads, IReadOnlyList<Payload> payloads)
    {
        (First, Last, Payloads, OldestNs) = (heads[0].Id, heads[^1].Id, payloads, heads[0].ReceivedNs);
        foreach (BatchHead head in heads)
        {
            Bytes += head.Bytes;
            Spans += head.Spans;
        }
    }

    /// <summary>The first batch.</summary>
    public long First { get; }

    /// <summary>The last batch.</summary>
    public long Last { get; }

    /// <summary>Bytes on the disk.</summary>
    public long Bytes { get; }

    /// <summary>Readable spans.</summary>
    public int Spans { get; }

    /// <summary>When the first batch came, by the queue's clock.</summary>
    public long OldestNs { get; }

    /// <summary>The batches, each an ExportTraceServiceRequest.</summary>
    public IReadOnlyList<Payload> Payloads { get; }

    /// <summary>
    /// Gives back what the bytes hold of the receivers' budget: a backend that is down must not keep senders waiting. What deliveries hold is
    /// bounded by how many are under way.
    /// </summary>
    public void LeaveBudget()
    {
        foreach (Payload payload in Payloads)
        {
            payload.Lease?.GiveBack();
        }
    }

    /// <summary>Lets go of the bytes.</summary>
    public void Release()
    {
        foreach (Payload payload in Payloads)
        {
            payload.Release();
        }
    }
}
