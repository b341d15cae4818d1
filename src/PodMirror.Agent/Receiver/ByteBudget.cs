namespace PodMirror.Agent.Receiver;

/// <summary>A bound on the bytes that wait in memory, taken from before bytes are kept and given back when they are let go.</summary>
internal sealed class ByteBudget(long limit)
{
    private long _used;

    /// <summary>The bound, in bytes.</summary>
    public long Limit => limit;

    /// <summary>Bytes taken now.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Takes bytes; false when the bound would be passed, and then nothing is taken.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    /// <summary>Gives back bytes that were taken.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref _used, -bytes);
}
