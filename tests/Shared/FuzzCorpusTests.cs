using System.Reflection;
using PodMirror.TestKit;

namespace PodMirror.Tests.Fuzz;

/// <summary>Compiled into every test project that has fuzz targets (tests/Directory.Build.props): each replays the inputs of its own.</summary>
[Collection(TargetsInUse)]
public sealed class FuzzCorpusTests
{
    /// <summary>What tests that run fuzz targets are a part of: targets hold writers and buffers, which are for one thread.</summary>
    public const string TargetsInUse = "fuzz targets";

    private static readonly Assembly Tests = typeof(FuzzCorpusTests).Assembly;

    public static TheoryData<string> Inputs => [.. FuzzCorpus.Inputs(Tests)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_seed_or_kept_input_runs_through_every_target(string input) => FuzzCorpus.Replay(Tests, input);
}
