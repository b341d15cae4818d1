using System.Buffers;
using System.IO.Compression;

namespace PodMirror.Spans;

/// <summary>The coding br (RFC 7932), by the library's decoder, which reports instead of throwing.</summary>
internal static class BrotliFormat
{
    private const int StepBytes = 16 * 1024;

    internal static DecodeStatus Decode(ReadOnlySpan<byte> input, int maxBytes, ByteBuffer output)
    {
        using var decoder = default(BrotliDecoder);
        while (true)
        {
            int room = Math.Min(StepBytes, maxBytes - output.Length);
            if (room == 0)
            {
                return DecodeStatus.OutputFull;
            }

            OperationStatus status = decoder.Decompress(input, output.Room(room)[..room], out int consumed, out int written);
            output.Advance(written);
            input = input[consumed..];
            switch (status)
            {
                case OperationStatus.Done:
                    return DecodeStatus.Complete;
                case OperationStatus.NeedMoreData:
                    return DecodeStatus.InputEnded;
                case OperationStatus.InvalidData:
                    return DecodeStatus.Invalid;
                default:
                    break;
            }
        }
    }
}
