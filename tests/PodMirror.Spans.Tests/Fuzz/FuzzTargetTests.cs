namespace PodMirror.Spans.Tests.Fuzz;

public sealed class FuzzTargetTests
{
    public static TheoryData<string> Kept =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fuzz", "Corpus"), "*", SearchOption.AllDirectories)];

    [Theory]
    [MemberData(nameof(Kept))]
    public void A_kept_input_runs_through(string file)
    {
        byte[] input = File.ReadAllBytes(file);
        SpanFuzz.Run(input);
        OtlpJsonFuzz.Run(input);
    }

    [Fact]
    public void A_thousand_changed_seeds_run_through()
    {
        var random = new Random(5);
        byte[][] seeds = [.. SpanFuzz.Seeds(), .. OtlpJsonFuzz.Seeds()];
        foreach (byte[] seed in seeds)
        {
            SpanFuzz.Run(seed);
            OtlpJsonFuzz.Run(seed);
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
