namespace PodMirror.Agent.Tests.Fuzz;

public sealed class CorpusTests
{
    [Fact]
    public void Every_kept_input_still_passes_the_fuzz_target()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Fuzz", "Corpus", nameof(TraceRequestFuzz));
        byte[][] inputs = [.. TraceRequestFuzz.Seeds(), .. Directory.EnumerateFiles(folder).Select(File.ReadAllBytes)];
        foreach (byte[] input in inputs)
        {
            TraceRequestFuzz.Run(input);
        }

        Assert.True(inputs.Length > 4);
    }
}
