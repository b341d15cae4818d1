using System.Reflection;
using PodMirror.TestKit;

namespace PodMirror.Capture.Tests.Fuzz;

public sealed class FuzzCorpusTests
{
    private static readonly Assembly Tests = typeof(FuzzCorpusTests).Assembly;

    public static TheoryData<string> Inputs => [.. FuzzCorpus.Inputs(Tests)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_seed_or_kept_input_runs_through_every_target(string input) => FuzzCorpus.Replay(Tests, input);
}
