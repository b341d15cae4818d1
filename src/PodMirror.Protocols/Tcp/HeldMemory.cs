using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>The memory of all segments that wait for a hole before them to be filled: pooled, and bounded over all flows.</summary>
internal sealed class HeldMemory(long budgetBytes, MirrorLedger ledger)
{
    /// <summary>Unused nodes kept: as many as a few lossy flows need at once.</summary>
    private const int MaxFreeNodes = 1024;

    private readonly BufferPool _buffers = new(budgetBytes);
    private readonly Stack<HeldSegment> _free = new();

    /// <summary>Copies bytes into a node; null when the budget is spent.</summary>
    public HeldSegment? TryHold(ReadOnlySpan<byte> bytes, int cutBytes, StreamPosition position)
    {
        byte[]? buffer = _buffers.TryRent(bytes.Length);
        if (buffer is null)
        {
            return null;
        }

        if (!_free.TryPop(out HeldSegment? held))
        {
            held = new HeldSegment();
        }

        bytes.CopyTo(buffer);
        held.Buffer = buffer;
        held.Bytes = bytes.Length;
        held.CutBytes = cutBytes;
        held.Position = position;
        held.Next = null;
        ledger[MirrorCounter.BytesHeld] += bytes.Length;
        return held;
    }

    /// <summary>Takes a node back. Its bytes are no longer held; the caller counts what became of them.</summary>
    public void Release(HeldSegment held)
    {
        ledger[MirrorCounter.BytesHeld] -= held.Bytes;
        _buffers.Return(held.Buffer);
        held.Buffer = [];
        held.Next = null;
        if (_free.Count < MaxFreeNodes)
        {
            _free.Push(held);
        }
    }
}
