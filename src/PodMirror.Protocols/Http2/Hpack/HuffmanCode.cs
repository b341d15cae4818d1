using System.Buffers.Binary;

namespace PodMirror.Protocols;

/// <summary>
/// The Huffman code of HPACK (RFC 7541, appendix B). It is canonical: the lengths of its codes are all there is to know of it.
/// </summary>
internal static class HuffmanCode
{
    /// <summary>Codes of at most so many bits are found by one look; every character that is common in fields is among them.</summary>
    private const int FastBits = 9;

    private const int MaxBits = 30;
    private const int EndOfString = 256;

    // By symbol, the end of the string last.
    private static readonly byte[] Lengths =
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    // By length: the symbols in the order of their codes, where those of a length begin, and its first code.
    private static readonly short[] Symbols = new short[EndOfString + 1];
    private static readonly short[] FirstSymbol = new short[MaxBits + 2];
    private static readonly uint[] FirstCode = new uint[MaxBits + 2];

    // By the next bits: the symbol, and above it the length of its code; 0 where the code is longer.
    private static readonly ushort[] Fast = new ushort[1 << FastBits];

    static HuffmanCode()
    {
        int symbols = 0;
        uint code = 0;
        for (int bits = 1; bits <= MaxBits; bits++)
        {
            (FirstSymbol[bits], FirstCode[bits]) = ((short)symbols, code);
            for (int symbol = 0; symbol <= EndOfString; symbol++)
            {
                if (Lengths[symbol] == bits)
                {
                    Symbols[symbols++] = (short)symbol;
                    FillFast(symbol, code++, bits);
                }
            }

            code <<= 1;
        }

        FirstSymbol[MaxBits + 1] = (short)symbols;
    }

    /// <summary>The most that so many coded bytes can hold: no code has less than five bits.</summary>
    public static int MaxDecodedBytes(int codedBytes) => (int)(codedBytes * 8L / 5);

    /// <summary>Decodes a string.</summary>
    /// <param name="coded">The coded bytes.</param>
    /// <param name="decoded">Where to; at least <see cref="MaxDecodedBytes"/> long.</param>
    /// <param name="bytes">How many were decoded.</param>
    /// <returns>False when there is an end inside, or the padding is not of one bits, fewer than eight (RFC 7541 section 5.2).</returns>
    public static bool TryDecode(ReadOnlySpan<byte> coded, Span<byte> decoded, out int bytes)
    {
        bytes = 0;
        ulong window = 0;
        int held = 0;
        while (true)
        {
            Refill(ref coded, ref window, ref held);
            int entry = Fast[window >> (64 - FastBits)];
            int length = entry >> 9;
            int symbol = entry & 0x1FF;
            if (entry == 0)
            {
                length = LongCode(window, out symbol);
            }

            if (length > held)
            {
                return IsPadding(window, held);
            }

            if (symbol == EndOfString)
            {
                return false;
            }

            decoded[bytes++] = (byte)symbol;
            window <<= length;
            held -= length;
        }
    }

    private static void FillFast(int symbol, uint code, int bits)
    {
        if (bits <= FastBits)
        {
            int spare = FastBits - bits;
            Fast.AsSpan((int)code << spare, 1 << spare).Fill((ushort)((bits << 9) | symbol));
        }
    }

    /// <summary>Keeps at least 32 bits in the window, as long as there are any: more than the longest code has.</summary>
    private static void Refill(ref ReadOnlySpan<byte> coded, ref ulong window, ref int held)
    {
        if (held > 32)
        {
            return;
        }

        if (coded.Length >= sizeof(uint))
        {
            window |= (ulong)BinaryPrimitives.ReadUInt32BigEndian(coded) << (32 - held);
            coded = coded[sizeof(uint)..];
            held += 32;
            return;
        }

        while (!coded.IsEmpty)
        {
            window |= (ulong)coded[0] << (56 - held);
            coded = coded[1..];
            held += 8;
        }
    }

    private static int LongCode(ulong window, out int symbol)
    {
        for (int bits = FastBits + 1; bits <= MaxBits; bits++)
        {
            uint index = (uint)(window >> (64 - bits)) - FirstCode[bits];
            if (index < FirstSymbol[bits + 1] - FirstSymbol[bits])
            {
                symbol = Symbols[FirstSymbol[bits] + (int)index];
                return bits;
            }
        }

        symbol = EndOfString;
        return MaxBits;
    }

    private static bool IsPadding(ulong window, int held) => held < 8 && (held == 0 || window >> (64 - held) == (1UL << held) - 1);
}
