using System.Buffers;
using System.Runtime.InteropServices;

namespace PodMirror.Agent.Receiver;

/// <summary>A block of <see cref="ConnectionMemory"/>, in memory that the collector never moves: sockets write into it.</summary>
internal sealed class Block : IMemoryOwner<byte>
{
    private readonly ConnectionMemory _pool;
    private int _isRented;

    /// <summary>Makes a block of so many bytes.</summary>
    public Block(ConnectionMemory pool, int bytes)
    {
        _pool = pool;
        byte[] array = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        Memory = MemoryMarshal.CreateFromPinnedArray(array, 0, bytes);
    }

    /// <inheritdoc/>
    public Memory<byte> Memory { get; }

    /// <summary>It goes out.</summary>
    public Block Rent()
    {
        _isRented = 1;
        return this;
    }

    /// <summary>Gives it back; a second time does nothing, lest two get the same block.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isRented, 0) == 1)
        {
            _pool.GiveBack(this);
        }
    }
}
