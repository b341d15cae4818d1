using CsCheck;
using PodMirror.Capture.Tests.Fuzz;

namespace PodMirror.Capture.Tests;

/// <summary>What holds for any bytes at all; the invariants themselves are in <see cref="PacketDecoderFuzz"/>.</summary>
public sealed class DecoderPropertyTests
{
    [Fact]
    public void Random_bytes_of_any_link_type_end_in_one_counter() =>
        Gen.Byte.Array[0, 200].Sample(bytes => PacketDecoderFuzz.Run(bytes), iter: 20_000);

    [Fact]
    public void Damaged_envelopes_end_in_one_counter()
    {
        byte[][] samples = [.. PacketDecoderFuzz.Seeds()];
        Gen.Select(Gen.Int[0, samples.Length - 1].Select(i => samples[i]), Gen.Select(Gen.Int[0, 4000], Gen.Byte).Array[1, 8]).Sample(
            (sample, changes) =>
            {
                byte[] damaged = [.. sample];
                foreach ((int at, byte value) in changes)
                {
                    damaged[at % damaged.Length] = value;
                }

                PacketDecoderFuzz.Run(damaged);
            },
            iter: 20_000);
    }
}
