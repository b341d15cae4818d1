namespace PodMirror.Agent.Queue;

/// <summary>Batches on their way into the file, in the order that they came in. Under the queue's lock.</summary>
internal sealed class PendingAppends
{
    private List<PendingAppend> _waiting = [];

    /// <summary>Bytes that are on their way, those of the open transaction included.</summary>
    public long Bytes { get; private set; }

    /// <summary>True when no transaction needs to be begun for any.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Adds one.</summary>
    public void Add(PendingAppend append)
    {
        _waiting.Add(append);
        Bytes += append.Body.Length;
    }

    /// <summary>Moves what one transaction may hold to its list.</summary>
    public void MoveTo(List<PendingAppend> transaction)
    {
        long bytes = 0;
        int count = 0;
        while (count < _waiting.Count && count < QueueLimits.MaxTransactionBatches && bytes < QueueLimits.MaxTransactionBytes)
        {
            bytes += _waiting[count++].Body.Length;
        }

        transaction.AddRange(_waiting.Take(count));
        _waiting = count == _waiting.Count ? [] : _waiting[count..];
    }

    /// <summary>So many bytes are in the file, or never will be.</summary>
    public void OnSettled(long bytes) => Bytes -= bytes;
}
