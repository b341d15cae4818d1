using System.Buffers.Binary;

namespace PodMirror.Spans;

/// <summary>
/// The gzip file format (RFC 1952), member after member. The check sum is not verified: what the peer made of the bytes is unknown.
/// </summary>
internal static class GzipFormat
{
    private const int FixedHeaderBytes = 10;
    private const int TrailerBytes = 8;

    [Flags]
    private enum HeaderFlags : byte
    {
        None = 0,
        HeaderCrc = 2,
        Extra = 4,
        Name = 8,
        Comment = 16,
    }

    internal static DecodeStatus Decode(Inflater inflater, DecodeBudget budget, ReadOnlySpan<byte> input, int maxBytes, ByteBuffer output)
    {
        while (true)
        {
            if (!budget.TrySpend(DecodeBudget.FrameSteps))
            {
                return DecodeStatus.OutputFull;
            }

            DecodeStatus header = SkipHeader(ref input);
            if (header != DecodeStatus.Complete)
            {
                return header;
            }

            DecodeStatus status = inflater.Decode(input, maxBytes, output, out int consumed);
            if (status != DecodeStatus.Complete)
            {
                return status;
            }

            input = input[consumed..];
            if (input.Length <= TrailerBytes)
            {
                return DecodeStatus.Complete;
            }

            // Zeros or anything else after a member is padding, which every reader ignores; another member begins like the first.
            input = input[TrailerBytes..];
            if (input[0] != 0x1f)
            {
                return DecodeStatus.Complete;
            }
        }
    }

    private static DecodeStatus SkipHeader(ref ReadOnlySpan<byte> input)
    {
        ReadOnlySpan<byte> magic = [0x1f, 0x8b, 8];
        if (!input.StartsWith(magic[..Math.Min(magic.Length, input.Length)]))
        {
            return DecodeStatus.Invalid;
        }

        if (input.Length < FixedHeaderBytes)
        {
            return DecodeStatus.InputEnded;
        }

        var flags = (HeaderFlags)input[3];
        input = input[FixedHeaderBytes..];
        if ((flags & HeaderFlags.Extra) != 0)
        {
            if (input.Length < 2 || input.Length - 2 < BinaryPrimitives.ReadUInt16LittleEndian(input))
            {
                return DecodeStatus.InputEnded;
            }

            input = input[(2 + BinaryPrimitives.ReadUInt16LittleEndian(input))..];
        }

        bool hasEnded = ((flags & HeaderFlags.Name) != 0 && !SkipText(ref input)) || ((flags & HeaderFlags.Comment) != 0 && !SkipText(ref input));
        int crcBytes = (flags & HeaderFlags.HeaderCrc) != 0 ? 2 : 0;
        if (hasEnded || input.Length < crcBytes)
        {
            return DecodeStatus.InputEnded;
        }

        input = input[crcBytes..];
        return DecodeStatus.Complete;
    }

    private static bool SkipText(ref ReadOnlySpan<byte> input)
    {
        int end = input.IndexOf((byte)0);
        input = input[(end + 1)..];
        return end >= 0;
    }
}
