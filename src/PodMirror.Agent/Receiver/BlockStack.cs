namespace PodMirror.Agent.Receiver;

/// <summary>Blocks that nobody uses, so many at most. The last that came back is the first to go out: it is still in the processor's cache.</summary>
/// <param name="most">Blocks kept; what comes back beyond is left to the collector.</param>
internal sealed class BlockStack(int most)
{
    private readonly Lock _lock = new();
    private readonly Block[] _blocks = new Block[most];
    private int _count;

    /// <summary>Takes the last; null when there is none.</summary>
    public Block? Pop()
    {
        lock (_lock)
        {
            return _count == 0 ? null : _blocks[--_count];
        }
    }

    /// <summary>Puts one back.</summary>
    public void Push(Block block)
    {
        lock (_lock)
        {
            if (_count < most)
            {
                _blocks[_count++] = block;
            }
        }
    }
}
