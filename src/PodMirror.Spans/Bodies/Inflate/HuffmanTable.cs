namespace PodMirror.Spans;

/// <summary>A canonical Huffman code (RFC 1951 section 3.2.2): a table for short codes, a walk by length for the few long ones.</summary>
internal sealed class HuffmanTable
{
    internal const int Ended = -1;
    internal const int Invalid = -2;

    private const int MaxCodeBits = 15;

    // 2 KiB of table, which stays in the first-level cache and covers nearly every symbol of real bodies.
    private const int TableBits = 10;
    private const int MaxSymbols = 288;

    private readonly ushort[] _table = new ushort[1 << TableBits];
    private readonly ushort[] _symbolsByCode = new ushort[MaxSymbols];
    private readonly ushort[] _codesOfLength = new ushort[MaxCodeBits + 1];

    /// <summary>Builds the code from the length of each symbol's code, 0 for symbols without one.</summary>
    /// <returns>False when the lengths make no prefix code. One that is incomplete is taken only with a single symbol, as zlib does.</returns>
    internal bool TryBuild(ReadOnlySpan<byte> lengths)
    {
        Array.Clear(_codesOfLength);
        Array.Clear(_table);
        foreach (byte length in lengths)
        {
            _codesOfLength[length]++;
        }

        int symbols = lengths.Length - _codesOfLength[0];
        _codesOfLength[0] = 0;
        int left = 1;
        Span<int> nextCode = stackalloc int[MaxCodeBits + 2];
        Span<int> nextIndex = stackalloc int[MaxCodeBits + 2];
        for (int length = 1; length <= MaxCodeBits; length++)
        {
            left = (left << 1) - _codesOfLength[length];
            if (left < 0)
            {
                return false;
            }

            nextCode[length + 1] = (nextCode[length] + _codesOfLength[length]) << 1;
            nextIndex[length + 1] = nextIndex[length] + _codesOfLength[length];
        }

        if (left > 0 && symbols > 1)
        {
            return false;
        }

        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length > 0)
            {
                _symbolsByCode[nextIndex[length]++] = (ushort)symbol;
                Fill(symbol, length, nextCode[length]++);
            }
        }

        return true;
    }

    /// <summary>Reads one symbol; <see cref="Ended"/> or <see cref="Invalid"/> when there is none.</summary>
    internal int Read(ref BitReader bits)
    {
        if (bits.Count < MaxCodeBits)
        {
            bits.Refill();
        }

        int entry = _table[(int)bits.Bits & ((1 << TableBits) - 1)];
        if (entry == 0)
        {
            return ReadLong(ref bits);
        }

        int length = entry & 0xf;
        if (length > bits.Count)
        {
            return Ended;
        }

        bits.Drop(length);
        return entry >> 4;
    }

    private int ReadLong(ref BitReader bits)
    {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MaxCodeBits; length++)
        {
            if (length > bits.Count)
            {
                return Ended;
            }

            code |= (int)(bits.Bits >> (length - 1)) & 1;
            int count = _codesOfLength[length];
            if (code - count < first)
            {
                bits.Drop(length);
                return _symbolsByCode[index + code - first];
            }

            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        return Invalid;
    }

    // The code comes with its most significant bit first, and the table is looked up with the first bit lowest.
    private void Fill(int symbol, int length, int code)
    {
        if (length > TableBits)
        {
            return;
        }

        int reversed = 0;
        for (int bit = 0; bit < length; bit++)
        {
            reversed |= ((code >> bit) & 1) << (length - 1 - bit);
        }

        for (int at = reversed; at < _table.Length; at += 1 << length)
        {
            _table[at] = (ushort)((symbol << 4) | length);
        }
    }
}
