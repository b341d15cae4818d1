using System.Buffers;

namespace PodMirror.Agent.Receiver;

/// <summary>
/// The protobuf bytes of one request, in a pooled array that the queue and its destinations share. Each holder releases it
/// once; the last one returns the array.
/// </summary>
internal sealed class Payload
{
    private readonly byte[] _array;
    private readonly int _length;
    private int _holders = 1;

    /// <summary>Takes over a rented array of which the first bytes are the request.</summary>
    public Payload(byte[] rented, int length)
    {
        _array = rented;
        _length = length;
    }

    /// <summary>The request. Not to be touched after <see cref="Release"/>.</summary>
    public Memory<byte> Bytes => _array.AsMemory(0, _length);

    /// <summary>Readable spans in it.</summary>
    public int Spans { get; set; }

    /// <summary>What the bytes hold of the receivers' budget, given back with them; null when they came from the disk.</summary>
    public BudgetLease? Lease { get; set; }

    /// <summary>Adds a holder.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>Takes a holder away.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
            Lease?.GiveBack();
        }
    }

    /// <summary>A copy of the given bytes.</summary>
    public static Payload Copy(ReadOnlySpan<byte> bytes)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(rented);
        return new Payload(rented, bytes.Length);
    }

    /// <summary>A copy of the given bytes.</summary>
    public static Payload Copy(in ReadOnlySequence<byte> bytes)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(checked((int)bytes.Length));
        bytes.CopyTo(rented);
        return new Payload(rented, (int)bytes.Length);
    }
}
