using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace PodMirror.Spans;

/// <summary>The coding zstd (RFC 8878), frame after frame.</summary>
/// <param name="budget">The work that it may do.</param>
internal sealed class ZstandardDecoder(DecodeBudget budget) : IDisposable
{
    /// <summary>
    /// 2^23: the largest window that a content coding may ask for (RFC 9659), and so the most memory that a frame can make us take.
    /// </summary>
    private const int MaxWindowLog = 23;

    private const int StepBytes = 16 * 1024;

    // Input is given in slices, so that the library comes back between them: it may go through many frames in one call.
    private const int SliceBytes = 4 * 1024;

    // Input that makes no output is frames and tables; an empty frame has nine bytes.
    private const int StepsOfExcessByte = DecodeBudget.FrameSteps / 8;

    private Decompressor? _decompressor;

    /// <inheritdoc />
    public void Dispose() => _decompressor?.Dispose();

    internal DecodeStatus Decode(ReadOnlySpan<byte> input, int maxBytes, ByteBuffer output)
    {
        _decompressor ??= Make();
        _decompressor.ResetStream();
        var excess = new ExcessInput(budget, StepsOfExcessByte);
        while (true)
        {
            int room = Math.Min(StepBytes, maxBytes - output.Length);
            if (room == 0 || !budget.TrySpend(DecodeBudget.FrameSteps))
            {
                return DecodeStatus.OutputFull;
            }

            ReadOnlySpan<byte> slice = input[..Math.Min(SliceBytes, input.Length)];
            OperationStatus status = _decompressor.UnwrapStream(slice, output.Room(room)[..room], out int consumed, out int written);
            output.Advance(written);
            input = input[consumed..];
            excess.Take(consumed, written);
            if (status == OperationStatus.InvalidData)
            {
                return DecodeStatus.Invalid;
            }

            if (status == OperationStatus.Done && input.IsEmpty)
            {
                return DecodeStatus.Complete;
            }

            if (status == OperationStatus.NeedMoreData && input.IsEmpty && written < room)
            {
                return DecodeStatus.InputEnded;
            }

            if (consumed == 0 && written == 0)
            {
                return DecodeStatus.Invalid;
            }
        }
    }

    // Made at the first body that needs it: it holds memory that most Pods never use.
    private static Decompressor Make()
    {
        var decompressor = new Decompressor();
        decompressor.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
        return decompressor;
    }
}
