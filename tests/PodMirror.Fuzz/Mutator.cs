using System.Buffers.Binary;

namespace PodMirror.Fuzz;

/// <summary>Makes a new input of old ones, by a few random changes. The same seed and the same inputs give the same changes.</summary>
internal sealed class Mutator(int seed)
{
    // One change finds neighbours, many leave them behind; powers of two up to this are tried alike.
    private const int MaxChangesLog2 = 4;

    private static readonly long[] Edges =
    [
        0, 1, -1, 2, 15, 16, 17, 127, 128, 255, 256, 1460, 4095, 4096, 32767, 32768, 65535, 65536,
        int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue,
    ];

    private readonly Random _random = new(seed);
    private readonly byte[] _buffer = new byte[Corpus.MaxInputBytes];
    private int _length;

    /// <summary>A changed copy of an input, valid until the next call.</summary>
    /// <param name="inputs">What there is; at least one.</param>
    public ReadOnlySpan<byte> Next(IReadOnlyList<byte[]> inputs)
    {
        byte[] input = Pick(inputs);
        input.CopyTo(_buffer, 0);
        _length = input.Length;
        for (int changes = 1 << _random.Next(MaxChangesLog2 + 1); changes > 0; changes--)
        {
            Change(inputs);
        }

        return _buffer.AsSpan(0, _length);
    }

    // Half of the time one of the newest: what reached new code last is where there is more of it.
    private byte[] Pick(IReadOnlyList<byte[]> inputs)
    {
        int newest = Math.Min(inputs.Count, 16);
        return _random.Next(2) == 0 ? inputs[^(1 + _random.Next(newest))] : inputs[_random.Next(inputs.Count)];
    }

    private void Change(IReadOnlyList<byte[]> inputs)
    {
        int at = _random.Next(_length + 1);
        switch (_random.Next(9))
        {
            case 0 when at < _length:
                _buffer[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < _length:
                _buffer[at] = (byte)_random.Next(256);
                break;
            case 2:
                WriteNumber(at);
                break;
            case 3:
                Remove(at, Length(_length - at));
                break;
            case 4:
                Insert(at, Slice(_buffer.AsSpan(0, _length)).ToArray());
                break;
            case 5:
                Insert(at, Slice(Pick(inputs)));
                break;
            case 6:
                Overwrite(at, Slice(Pick(inputs)));
                break;
            case 7:
                Insert(at, Tokens.All[_random.Next(Tokens.All.Length)]);
                break;
            default:
                Overwrite(at, Tokens.All[_random.Next(Tokens.All.Length)]);
                break;
        }
    }

    // Short lengths more often than long ones.
    private int Length(int most) => most <= 0 ? 0 : 1 + _random.Next(_random.Next(3) == 0 ? most : Math.Min(most, 16));

    private ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> from)
    {
        int at = _random.Next(from.Length + 1);
        return from.Slice(at, Length(from.Length - at));
    }

    private void WriteNumber(int at)
    {
        int size = 1 << _random.Next(4);
        Span<byte> number = stackalloc byte[sizeof(long)];
        long value = Edges[_random.Next(Edges.Length)];
        if (_random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            Overwrite(at, number[..size]);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            Overwrite(at, number[^size..]);
        }
    }

    private void Remove(int at, int count)
    {
        _buffer.AsSpan(at + count, _length - at - count).CopyTo(_buffer.AsSpan(at));
        _length -= count;
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length <= _buffer.Length)
        {
            _buffer.AsSpan(at, _length - at).CopyTo(_buffer.AsSpan(at + bytes.Length));
            bytes.CopyTo(_buffer.AsSpan(at));
            _length += bytes.Length;
        }
    }

    private void Overwrite(int at, ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _length - at);
        bytes[..count].CopyTo(_buffer.AsSpan(at));
    }
}
