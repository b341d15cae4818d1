using System.Text.RegularExpressions;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>Runs traffic through a catalog and compares the templates.</summary>
public static partial class TemplateJudge
{
    private const string Service = "api";
    private const long Start = 1_790_000_000_000;

    /// <summary>Judges one description with one seed.</summary>
    /// <param name="file">The description.</param>
    /// <param name="options">The traffic.</param>
    /// <param name="tell">Takes the templates that are wrong or missing, a line each.</param>
    public static TemplateVerdict Judge(string file, TrafficOptions options, Action<string>? tell = null)
    {
        var catalog = new ApiCatalog();
        GeneratedCall[] calls = [.. new TrafficGenerator(Descriptions.Read(file), options).Calls()];
        for (int i = 0; i < calls.Length; i++)
        {
            calls[i].ObserveIn(catalog, Service, Start + (i * 20));
        }

        catalog.Consolidate();
        return Compare(catalog, [.. calls.Where(c => c.Template is not null && c.Status is >= 200 and < 400)], tell);
    }

    private static TemplateVerdict Compare(ApiCatalog catalog, GeneratedCall[] calls, Action<string>? tell)
    {
        string[] truth = [.. calls.Select(c => Normal(c.Template!))];
        string[] found = [.. calls.Select(c => Normal(catalog.TemplateOf(Service, c.Path) ?? "none"))];
        HashSet<string> trueOnes = [.. truth];
        HashSet<string> foundOnes = [.. catalog.Read(Service)!.Endpoints.Select(e => Normal(e.Template))];
        double hits = foundOnes.Count(trueOnes.Contains);
        IEnumerable<string> wrong = foundOnes.Except(trueOnes).Select(f => "+ " + f).Concat(trueOnes.Except(foundOnes).Select(t => "- " + t));
        foreach (string line in wrong.Order(StringComparer.Ordinal))
        {
            tell?.Invoke(line);
        }

        return new TemplateVerdict(hits / foundOnes.Count, hits / trueOnes.Count, Grouping(truth, found), foundOnes.Count, trueOnes.Count);
    }

    // A call is grouped right when the calls of its group are exactly those of its true group.
    private static double Grouping(string[] truth, string[] found)
    {
        ILookup<string, int> byTruth = Enumerable.Range(0, truth.Length).ToLookup(i => truth[i]);
        ILookup<string, int> byFound = Enumerable.Range(0, found.Length).ToLookup(i => found[i]);
        IEnumerable<IGrouping<string, int>> right =
            byTruth.Where(g => g.Select(i => found[i]).Distinct().Count() == 1 && byFound[found[g.First()]].Count() == g.Count());
        return right.Sum(g => g.Count()) / (double)truth.Length;
    }

    private static string Normal(string template) => Parameter().Replace(template, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
