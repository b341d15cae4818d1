namespace PodMirror.Spans;

/// <summary>
/// Decodes deflate (RFC 1951) from memory to memory. Its own, because the library's needs a stream and new native state for
/// each body, and reports a malformed one by an exception, which an attacker could have us throw for every request.
/// </summary>
/// <remarks>The output is its own window. Nothing is allocated once the output has grown.</remarks>
/// <param name="budget">The work that it may do, and that others count against, too; null gives each call one of its own.</param>
internal sealed class Inflater(DecodeBudget? budget = null)
{
    private const int EndOfBlock = 256;
    private const int MaxLengthSymbols = 286;
    private const int MaxDistanceSymbols = 30;
    private const int MaxMatchBytes = 258;

    // RFC 1951 section 3.2.5.
    private static readonly ushort[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly byte[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly ushort[] DistanceBase =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];

    private static readonly byte[] DistanceExtra =
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    // RFC 1951 section 3.2.7.
    private static readonly byte[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly HuffmanTable _lengthsTable = new();
    private readonly HuffmanTable _literals = new();
    private readonly HuffmanTable _distances = new();
    private readonly DecodeBudget _budget = budget ?? new DecodeBudget();
    private readonly bool _isBudgetOwn = budget is null;

    /// <summary>Whether the last call ended behind a whole block, where the end of the input is no loss.</summary>
    internal bool IsBetweenBlocks { get; private set; }

    /// <summary>Decodes one deflate stream.</summary>
    /// <param name="input">From the stream's first byte on.</param>
    /// <param name="maxBytes">The length up to which the output may grow; not more than its bound.</param>
    /// <param name="output">Where to.</param>
    /// <param name="consumed">Bytes of the input that belong to the stream, when complete.</param>
    /// <param name="windowStart">How far back in the output a match may reach; negative is to where this call began.</param>
    internal DecodeStatus Decode(ReadOnlySpan<byte> input, int maxBytes, ByteBuffer output, out int consumed, int windowStart = -1)
    {
        var bits = new BitReader(input);
        windowStart = windowStart < 0 ? output.Length : windowStart;
        consumed = 0;
        if (_isBudgetOwn)
        {
            _budget.Refill();
        }

        while (true)
        {
            IsBetweenBlocks = bits.IsEmpty;
            if (!bits.TryTake(1, out int isLast) || !bits.TryTake(2, out int kind))
            {
                return DecodeStatus.InputEnded;
            }

            DecodeStatus status = kind switch
            {
                0 => Stored(ref bits, maxBytes, output),
                1 => Compressed(ref bits, FixedCodes.Literals, FixedCodes.Distances, windowStart, maxBytes, output),
                2 when !_budget.TrySpend(DecodeBudget.TableSteps) => DecodeStatus.OutputFull,
                2 => Dynamic(ref bits, windowStart, maxBytes, output),
                _ => DecodeStatus.Invalid,
            };
            if (status != DecodeStatus.Complete)
            {
                IsBetweenBlocks = false;
                return status;
            }

            if (isLast == 1)
            {
                consumed = bits.ConsumedBytes;
                return DecodeStatus.Complete;
            }
        }
    }

    private static DecodeStatus Stored(ref BitReader bits, int maxBytes, ByteBuffer output)
    {
        ReadOnlySpan<byte> header = bits.TakeBytes(4);
        if (header.Length < 4)
        {
            return DecodeStatus.InputEnded;
        }

        int length = header[0] | (header[1] << 8);
        if ((length ^ 0xffff) != (header[2] | (header[3] << 8)))
        {
            return DecodeStatus.Invalid;
        }

        ReadOnlySpan<byte> bytes = bits.TakeBytes(length);
        int kept = Math.Min(bytes.Length, maxBytes - output.Length);
        output.Append(bytes[..kept]);
        if (kept < bytes.Length)
        {
            return DecodeStatus.OutputFull;
        }

        return bytes.Length < length ? DecodeStatus.InputEnded : DecodeStatus.Complete;
    }

    private DecodeStatus Dynamic(ref BitReader bits, int windowStart, int maxBytes, ByteBuffer output)
    {
        if (!bits.TryTake(5, out int literals) || !bits.TryTake(5, out int distances) || !bits.TryTake(4, out int codeLengths))
        {
            return DecodeStatus.InputEnded;
        }

        literals += 257;
        distances += 1;
        codeLengths += 4;
        Span<byte> lengths = stackalloc byte[320];
        lengths.Clear();
        if (literals > MaxLengthSymbols || distances > MaxDistanceSymbols)
        {
            return DecodeStatus.Invalid;
        }

        for (int i = 0; i < codeLengths; i++)
        {
            if (!bits.TryTake(3, out int length))
            {
                return DecodeStatus.InputEnded;
            }

            lengths[CodeLengthOrder[i]] = (byte)length;
        }

        if (!_lengthsTable.TryBuild(lengths[..19]))
        {
            return DecodeStatus.Invalid;
        }

        DecodeStatus status = ReadLengths(ref bits, lengths[..(literals + distances)]);
        if (status != DecodeStatus.Complete)
        {
            return status;
        }

        bool isCode = lengths[EndOfBlock] != 0 && _literals.TryBuild(lengths[..literals]) && _distances.TryBuild(lengths.Slice(literals, distances));
        return isCode ? Compressed(ref bits, _literals, _distances, windowStart, maxBytes, output) : DecodeStatus.Invalid;
    }

    private DecodeStatus ReadLengths(ref BitReader bits, scoped Span<byte> lengths)
    {
        int at = 0;
        while (at < lengths.Length)
        {
            int symbol = _lengthsTable.Read(ref bits);
            if (symbol < 0)
            {
                return symbol == HuffmanTable.Ended ? DecodeStatus.InputEnded : DecodeStatus.Invalid;
            }

            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }

            (int extraBits, int least) = symbol switch { 16 => (2, 3), 17 => (3, 3), _ => (7, 11) };
            if (!bits.TryTake(extraBits, out int extra))
            {
                return DecodeStatus.InputEnded;
            }

            int repeat = least + extra;
            if (repeat > lengths.Length - at || (symbol == 16 && at == 0))
            {
                return DecodeStatus.Invalid;
            }

            lengths.Slice(at, repeat).Fill(symbol == 16 ? lengths[at - 1] : (byte)0);
            at += repeat;
        }

        return DecodeStatus.Complete;
    }

    private static DecodeStatus Compressed(
        ref BitReader bits, HuffmanTable literals, HuffmanTable distances, int windowStart, int maxBytes, ByteBuffer output)
    {
        while (true)
        {
            int symbol = literals.Read(ref bits);
            if (symbol == EndOfBlock)
            {
                return DecodeStatus.Complete;
            }

            if (symbol < 0)
            {
                return symbol == HuffmanTable.Ended ? DecodeStatus.InputEnded : DecodeStatus.Invalid;
            }

            if (output.Length >= maxBytes)
            {
                return DecodeStatus.OutputFull;
            }

            if (symbol < EndOfBlock)
            {
                output.Append((byte)symbol);
                continue;
            }

            DecodeStatus status = ReadMatch(ref bits, distances, symbol - EndOfBlock - 1, out int length, out int distance);
            if (status != DecodeStatus.Complete)
            {
                return status;
            }

            if (distance > output.Length - windowStart)
            {
                return DecodeStatus.Invalid;
            }

            CopyMatch(output, Math.Min(length, maxBytes - output.Length), distance);
        }
    }

    private static DecodeStatus ReadMatch(ref BitReader bits, HuffmanTable distances, int lengthSymbol, out int length, out int distance)
    {
        length = 0;
        distance = 0;
        if (lengthSymbol >= LengthBase.Length)
        {
            return DecodeStatus.Invalid;
        }

        if (!bits.TryTake(LengthExtra[lengthSymbol], out int extra))
        {
            return DecodeStatus.InputEnded;
        }

        length = LengthBase[lengthSymbol] + extra;
        int distanceSymbol = distances.Read(ref bits);
        if (distanceSymbol is < 0 or >= MaxDistanceSymbols)
        {
            return distanceSymbol == HuffmanTable.Ended ? DecodeStatus.InputEnded : DecodeStatus.Invalid;
        }

        if (!bits.TryTake(DistanceExtra[distanceSymbol], out extra))
        {
            return DecodeStatus.InputEnded;
        }

        distance = DistanceBase[distanceSymbol] + extra;
        return DecodeStatus.Complete;
    }

    // A match may reach into what it itself writes, which repeats it.
    private static void CopyMatch(ByteBuffer output, int length, int distance)
    {
        Span<byte> room = output.Room(Math.Min(length, MaxMatchBytes));
        ReadOnlySpan<byte> window = output.Written[^distance..];
        if (distance >= length)
        {
            window[..length].CopyTo(room);
        }
        else
        {
            for (int i = 0; i < length; i++)
            {
                room[i] = i < distance ? window[i] : room[i - distance];
            }
        }

        output.Advance(length);
    }
}
