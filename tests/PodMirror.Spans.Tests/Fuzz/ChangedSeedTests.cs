namespace PodMirror.Spans.Tests.Fuzz;

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
}
