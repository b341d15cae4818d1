using PodMirror.Tests.Fuzz;

namespace PodMirror.Spans.Tests.Fuzz;

[Collection(FuzzCorpusTests.TargetsInUse)]
public sealed class ChangedSeedTests
{
    [Fact]
    public void A_thousand_changed_seeds_run_through()
    {
        var random = new Random(5);
        byte[][] seeds = [.. SpanFuzz.Seeds(), .. OtlpJsonFuzz.Seeds()];
        foreach (byte[] seed in seeds)
        {
            for (int i = 0; i < 1000 / seeds.Length; i++)
            {
                byte[] input = [.. seed];
                for (int edits = random.Next(1, 5); edits > 0; edits--)
                {
                    input[random.Next(input.Length)] = (byte)random.Next(256);
                }

                SpanFuzz.Run(input);
                OtlpJsonFuzz.Run(input);
            }
        }
    }

    [Fact]
    public void Changed_seeds_of_contents_run_through()
    {
        Change(StreamEventsFuzz.Seeds(), StreamEventsFuzz.Run);
        Change(BodyDecoderFuzz.Seeds(), BodyDecoderFuzz.Run);
        Change(MultipartFuzz.Seeds(), MultipartFuzz.Run);
        Change(TraceContextFuzz.Seeds(), TraceContextFuzz.Run);
        Change(CharsetFuzz.Seeds(), CharsetFuzz.Run);
    }

    private static void Change(IEnumerable<byte[]> seeds, Action<ReadOnlySpan<byte>> run)
    {
        var random = new Random(7);
        foreach (byte[] seed in seeds)
        {
            for (int i = 0; i < 300; i++)
            {
                byte[] input = seed[..random.Next(seed.Length + 1)];
                for (int edits = input.Length == 0 ? 0 : random.Next(4); edits > 0; edits--)
                {
                    input[random.Next(input.Length)] = (byte)random.Next(256);
                }

                run(input);
            }
        }
    }
}
