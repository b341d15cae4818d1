using System.Numerics;

namespace PodMirror.Protocols;

/// <summary>
/// Buffers in powers of two, kept for reuse, within a budget. Owned by one thread. In steady state nothing is allocated;
/// what a burst needed beyond the kept ones goes back to the garbage collector.
/// </summary>
internal sealed class BufferPool
{
    /// <summary>The smallest buffer: a usual head with a small body.</summary>
    public const int MinBufferBytes = 1024;

    /// <summary>The largest buffer: a head and a body at the largest limits that options allow.</summary>
    public const int MaxBufferBytes = 2 * 1024 * 1024;

    /// <summary>Bytes of unused buffers kept for each size: enough for a busy Pod's exchanges under way, little beside the ring.</summary>
    private const int KeptBytesPerSize = 512 * 1024;

    private const int MinShift = 10;

    private readonly Stack<byte[]>[] _free;
    private readonly long _budgetBytes;

    public BufferPool(long budgetBytes)
    {
        _budgetBytes = budgetBytes;
        _free = new Stack<byte[]>[BitOperations.Log2(MaxBufferBytes) - MinShift + 1];
        for (int i = 0; i < _free.Length; i++)
        {
            _free[i] = new Stack<byte[]>();
        }
    }

    /// <summary>Bytes of the buffers that are out.</summary>
    public long RentedBytes { get; private set; }

    /// <summary>
    /// Counts what belongs to a buffer that is out and is not one itself; or, below 0, counts it back. It is never refused: less than a buffer's
    /// bytes for each that is out cannot pass the budget by much.
    /// </summary>
    public void Charge(int bytes) => RentedBytes += bytes;

    /// <summary>A buffer of at least that many bytes, or null when the budget or the largest size does not allow it.</summary>
    public byte[]? TryRent(int bytes)
    {
        if (bytes > MaxBufferBytes)
        {
            return null;
        }

        int size = SizeOf(bytes);
        int capacity = MinBufferBytes << size;
        if (RentedBytes + capacity > _budgetBytes)
        {
            return null;
        }

        RentedBytes += capacity;
        return _free[size].TryPop(out byte[]? buffer) ? buffer : GC.AllocateUninitializedArray<byte>(capacity);
    }

    /// <summary>Takes a buffer back; it must not be used any more.</summary>
    public void Return(byte[] buffer)
    {
        RentedBytes -= buffer.Length;
        Stack<byte[]> free = _free[SizeOf(buffer.Length)];
        if ((free.Count + 1) * (long)buffer.Length <= Math.Max(KeptBytesPerSize, buffer.Length))
        {
            free.Push(buffer);
        }
    }

    private static int SizeOf(int bytes) => bytes <= MinBufferBytes ? 0 : BitOperations.Log2((uint)bytes - 1) + 1 - MinShift;
}
