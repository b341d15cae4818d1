using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// The buffers of connections. The web server reads from a socket what its buffer has room for, and hands on each reading from thread to thread
/// before the next: with its own blocks of 4 KiB a request of 100 spans is some seventy of these, which cost more than all that is done with the
/// spans. These blocks are larger, as far as a bound allows; past it, as with many connections that stand still within a request, they are as small
/// as the server's own.
/// </summary>
internal sealed class ConnectionMemory : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>A block past the bound, and the most that may be asked for.</summary>
    public const int SmallBytes = 4 << 10;

    /// <summary>A block: two frames of HTTP/2 (16 KiB each by default) at once.</summary>
    public const int LargeBytes = 32 << 10;

    /// <summary>Large blocks at most, 8 MiB together: some thirty requests of 270 KiB that come in at the same time.</summary>
    public const int MaxLarge = 256;

    /// <summary>Small blocks kept for the next connections, 4 MiB together.</summary>
    public const int MaxSmallKept = 1024;

    private readonly BlockStack _large = new(MaxLarge);
    private readonly BlockStack _small = new(MaxSmallKept);
    private int _largeRented;

    /// <inheritdoc/>
    public override int MaxBufferSize => SmallBytes;

    /// <summary>Large blocks that are in use.</summary>
    public int LargeRented => Volatile.Read(ref _largeRented);

    /// <summary>One pool for all, so that the bound is one.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, SmallBytes);
        if (Interlocked.Increment(ref _largeRented) <= MaxLarge)
        {
            return (_large.Pop() ?? new Block(this, LargeBytes)).Rent();
        }

        Interlocked.Decrement(ref _largeRented);
        return (_small.Pop() ?? new Block(this, SmallBytes)).Rent();
    }

    /// <summary>A block came back.</summary>
    internal void GiveBack(Block block)
    {
        if (block.Memory.Length == LargeBytes)
        {
            // In this order: whoever may have another finds this one.
            _large.Push(block);
            Interlocked.Decrement(ref _largeRented);
        }
        else
        {
            _small.Push(block);
        }
    }

    // What is still rented belongs to its connections; the rest goes with this.
    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
