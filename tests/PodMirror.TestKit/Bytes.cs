namespace PodMirror.TestKit;

/// <summary>Writes numbers and bytes one after the other, in one byte order.</summary>
public sealed class Bytes(bool bigEndian = true)
{
    private readonly List<byte> _bytes = [];

    /// <summary>How many were written.</summary>
    public int Count => _bytes.Count;

    public Bytes U8(int value)
    {
        _bytes.Add((byte)value);
        return this;
    }

    public Bytes U16(int value) => Number((ulong)value, sizeof(ushort));

    public Bytes U32(uint value) => Number(value, sizeof(uint));

    public Bytes U64(ulong value) => Number(value, sizeof(ulong));

    public Bytes Add(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public Bytes Zeros(int count)
    {
        _bytes.AddRange(new byte[count]);
        return this;
    }

    /// <summary>Adds zeros up to a multiple of four bytes.</summary>
    public Bytes PadToFour() => Zeros(-Count & 3);

    public byte[] ToArray() => [.. _bytes];

    private Bytes Number(ulong value, int size)
    {
        for (int i = 0; i < size; i++)
        {
            int shift = 8 * (bigEndian ? size - 1 - i : i);
            _bytes.Add((byte)(value >> shift));
        }

        return this;
    }
}
