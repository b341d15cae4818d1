using System.Globalization;
using PodMirror.Catalog.Tests.Traffic;

namespace PodMirror.Bench.Catalog;

/// <summary>Judges the templates of every description with several seeds, and how they are on the whole.</summary>
internal static class TemplateBench
{
    private static readonly bool Verbose = Environment.GetEnvironmentVariable("CATALOG_VERBOSE") is not null;

    /// <summary>Prints a line for each, and one for all.</summary>
    public static void Run(int seeds)
    {
        List<TemplateVerdict> ofAll = [];
        foreach (string file in Descriptions.Files())
        {
            List<TemplateVerdict> ofOne = [];
            for (int seed = 1; seed <= seeds; seed++)
            {
                TemplateVerdict verdict = TemplateJudge.Judge(file, new TrafficOptions { Seed = seed }, Verbose ? Console.Error.WriteLine : null);
                ofOne.Add(verdict);
                Print(Path.GetFileName(file), seed.ToString(CultureInfo.InvariantCulture), [verdict]);
            }

            Print(Path.GetFileName(file), "mean", ofOne);
            ofAll.AddRange(ofOne);
        }

        Print("all", "mean", ofAll);
        Print("all", "worst", [ofAll.MinBy(v => v.F1)!]);
    }

    private static void Print(string name, string seed, List<TemplateVerdict> verdicts) => Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"description\":\"{name}\",\"seed\":\"{seed}\",\"f1\":{verdicts.Average(v => v.F1):0.000}," +
            $"\"grouping\":{verdicts.Average(v => v.Grouping):0.000},\"inflation\":{verdicts.Average(v => v.Inflation):0.00}," +
            $"\"found\":{verdicts.Sum(v => v.Found)},\"true\":{verdicts.Sum(v => v.True)}}}"));
}
