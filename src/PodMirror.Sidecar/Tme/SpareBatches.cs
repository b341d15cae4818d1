using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>
/// Batches that wait to be used again. As many as a steady load needs are kept, so that it allocates nothing; those that a stall of the receiver
/// brought are let go of once nobody has needed them for a while.
/// </summary>
/// <param name="mostBytes">Memory of a batch that is kept; a larger one was for a single large span.</param>
/// <remarks>Not for several threads.</remarks>
internal sealed class SpareBatches(int mostBytes)
{
    /// <summary>Those that may be under way, and one.</summary>
    public const int Most = 3;

    private readonly Stack<ExportBatch> _batches = new(Most);
    private int _unneeded;

    /// <summary>How many there are.</summary>
    public int Count => _batches.Count;

    /// <summary>One that is empty; null when there is none.</summary>
    public ExportBatch? Take()
    {
        ExportBatch? batch = _batches.Count > 0 ? _batches.Pop() : null;
        _unneeded = Math.Min(_unneeded, _batches.Count);
        return batch;
    }

    /// <summary>Takes one back, and empties it.</summary>
    public void Give(ExportBatch batch)
    {
        batch.Clear();
        if (_batches.Count < Most && batch.Spans.CapacityBytes <= mostBytes)
        {
            _batches.Push(batch);
        }
    }

    /// <summary>Lets go of those that nobody needed since the last time.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Trim()
    {
        int unneeded = _unneeded;
        for (int i = 0; i < unneeded; i++)
        {
            _batches.Pop();
        }

        _unneeded = _batches.Count;
        return unneeded > 0;
    }
}
