using System.Buffers;
using System.IO.Compression;

namespace PodMirror.Spans;

/// <summary>The coding br (RFC 7932), by the library's decoder, which reports instead of throwing.</summary>
internal static class BrotliFormat
{
    private const int StepBytes = 16 * 1024;

    // Input is given in slices, so that the library comes back between them.
    private const int SliceBytes = 4 * 1024;

    // Input that makes no output is codes, and a byte of them can ask for a table of some hundred entries.
    private const int StepsOfExcessByte = 256;

    internal static DecodeStatus Decode(DecodeBudget budget, ReadOnlySpan<byte> input, int maxBytes, ByteBuffer output)
    {
        // Each message of gRPC comes here by itself.
        if (!budget.TrySpend(DecodeBudget.DecoderSteps))
        {
            return DecodeStatus.OutputFull;
        }

        using var decoder = default(BrotliDecoder);
        var excess = new ExcessInput(budget, StepsOfExcessByte);
        while (true)
        {
            int room = Math.Min(StepBytes, maxBytes - output.Length);
            if (room == 0 || !budget.TrySpend(DecodeBudget.FrameSteps))
            {
                return DecodeStatus.OutputFull;
            }

            ReadOnlySpan<byte> slice = input[..Math.Min(SliceBytes, input.Length)];
            OperationStatus status = decoder.Decompress(slice, output.Room(room)[..room], out int consumed, out int written);
            output.Advance(written);
            input = input[consumed..];
            excess.Take(consumed, written);
            switch (status)
            {
                case OperationStatus.Done:
                    return DecodeStatus.Complete;
                case OperationStatus.NeedMoreData when input.IsEmpty:
                    return DecodeStatus.InputEnded;
                case OperationStatus.InvalidData:
                    return DecodeStatus.Invalid;
                default:
                    break;
            }
        }
    }
}
