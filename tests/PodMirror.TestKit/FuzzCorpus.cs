using System.Globalization;
using System.Reflection;

namespace PodMirror.TestKit;

/// <summary>The inputs of a test project's fuzz targets that are made (seeds) or kept in the repository, for its unit tests to replay.</summary>
public static class FuzzCorpus
{
    private const string SeedPrefix = "seed ";

    /// <summary>The names of all inputs: <c>PodMirror.X.Tests.Fuzz.YFuzz/seed 0</c>, <c>PodMirror.X.Tests.Fuzz.YFuzz/0f2d...</c>.</summary>
    public static IEnumerable<string> Inputs(Assembly tests) =>
        from target in FuzzTarget.In(tests)
        from input in Enumerable.Range(0, target.Seeds().Count()).Select(SeedName).Concat(KeptNames(target))
        select $"{target.Name}/{input}";

    /// <summary>Runs an input through every target of the project: that of one is only another arbitrary input to the others.</summary>
    public static void Replay(Assembly tests, string input)
    {
        IReadOnlyList<FuzzTarget> targets = FuzzTarget.In(tests);
        byte[] bytes = Load(targets, input);
        foreach (FuzzTarget target in targets)
        {
            target.Run(bytes);
        }
    }

    private static string SeedName(int index) => string.Create(CultureInfo.InvariantCulture, $"{SeedPrefix}{index}");

    private static IEnumerable<string> KeptNames(FuzzTarget target)
    {
        string folder = KeptFolder(target.Name);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];
    }

    private static string KeptFolder(string target) => FuzzTarget.CorpusFolder(TestData.Repository(), target);

    private static byte[] Load(IReadOnlyList<FuzzTarget> targets, string input)
    {
        string[] parts = input.Split('/');
        if (!parts[1].StartsWith(SeedPrefix, StringComparison.Ordinal))
        {
            return File.ReadAllBytes(Path.Combine(KeptFolder(parts[0]), parts[1]));
        }

        int index = int.Parse(parts[1][SeedPrefix.Length..], CultureInfo.InvariantCulture);
        return targets.Single(target => target.Name == parts[0]).Seeds().ElementAt(index);
    }
}
