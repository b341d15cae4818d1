using System.Buffers.Binary;

namespace PodMirror.Spans;

/// <summary>Reads bits from the least significant on (RFC 1951 section 3.1.1).</summary>
internal ref struct BitReader
{
    private readonly ReadOnlySpan<byte> _input;
    private int _position;
    private ulong _bits;

    internal BitReader(ReadOnlySpan<byte> input)
    {
        _input = input;
        _position = 0;
        _bits = 0;
        Count = 0;
    }

    /// <summary>Bits at hand; at least 48 after <see cref="Refill"/>, unless the input ended.</summary>
    internal int Count { get; private set; }

    /// <summary>The bits at hand, the next one lowest; zeros above <see cref="Count"/>.</summary>
    internal readonly ulong Bits => _bits;

    /// <summary>Bytes of the input of which a bit was taken.</summary>
    internal readonly int ConsumedBytes => _position - (Count / 8);

    /// <summary>Whether every bit was taken.</summary>
    internal readonly bool IsEmpty => Count == 0 && _position == _input.Length;

    /// <summary>Takes in as many whole bytes as fit.</summary>
    internal void Refill()
    {
        if (_position + 8 <= _input.Length)
        {
            int bytes = (63 - Count) / 8;
            ulong next = BinaryPrimitives.ReadUInt64LittleEndian(_input[_position..]);
            _bits |= (bytes == 0 ? 0 : next & (ulong.MaxValue >> (64 - (8 * bytes)))) << Count;
            _position += bytes;
            Count += 8 * bytes;
            return;
        }

        while (Count <= 55 && _position < _input.Length)
        {
            _bits |= (ulong)_input[_position++] << Count;
            Count += 8;
        }
    }

    /// <summary>Drops bits that were looked at; no more than <see cref="Count"/>.</summary>
    internal void Drop(int count)
    {
        _bits >>= count;
        Count -= count;
    }

    /// <summary>Takes up to 16 bits; false when the input ended.</summary>
    internal bool TryTake(int count, out int value)
    {
        if (Count < count)
        {
            Refill();
        }

        value = (int)(_bits & ((1u << count) - 1));
        if (Count < count)
        {
            return false;
        }

        Drop(count);
        return true;
    }

    /// <summary>Drops the rest of a byte and takes bytes as they are; fewer than asked when the input ends.</summary>
    internal ReadOnlySpan<byte> TakeBytes(int count)
    {
        Drop(Count % 8);
        int start = ConsumedBytes;
        int taken = Math.Min(count, _input.Length - start);
        _position = start + taken;
        _bits = 0;
        Count = 0;
        return _input.Slice(start, taken);
    }
}
