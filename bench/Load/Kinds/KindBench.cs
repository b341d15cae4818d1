using System.Globalization;
using System.Text;
using PodMirror.Catalog;
using PodMirror.Spans;
using PodMirror.Spans.Tests.Redaction.Detection;

namespace PodMirror.Bench.Load;

/// <summary>
/// How well kinds of sensitive value are told from each other and from what only looks like one: of single values, as the sidecar finds them, and of
/// fields, as the catalog flags them.
/// </summary>
internal static class KindBench
{
    private const int CallsOfField = 50;
    private const string Service = "kinds";

    /// <summary>What is of no kind: with a name of its own, or with one that tells nothing.</summary>
    private static readonly IReadOnlyList<(string Sort, string? Name, Func<Random, string> Make)> None =
    [
        .. Benign.Sorts.Select((sort, i) => ($"{sort.Name} ({i + 1})", (string?)sort.Name, sort.Make)),
        .. HardNegatives.Sorts.Select(sort => (sort.Sort, (string?)null, sort.Make)),
    ];

    private static readonly ValueDetector Detector = new(SensitiveKindSet.All);

    /// <summary>
    /// Prints a line of JSON for each sort of what is of no kind, with the part that is left alone as its recall; then for all kinds, and for each.
    /// </summary>
    public static int Run(Arguments arguments)
    {
        int each = arguments.Number("--each", 1000);
        int fields = arguments.Number("--fields", 10);
        int seed = arguments.Number("--seed", 1);
        var values = new KindTally(SensitiveKinds.Count);
        var flagged = new KindTally(SensitiveKinds.Count);
        for (int kind = 1; kind < SensitiveKinds.Count; kind++)
        {
            var random = new Random((seed * 1000) + kind);
            Measure(kind, each, fields, () => Samples.Make((SensitiveKind)kind, random), [values], [flagged]);
        }

        foreach ((string sort, string? name, Func<Random, string> make) in None)
        {
            var random = new Random((seed * 1000) + sort.Length + sort[^1]);
            var these = new KindTally(SensitiveKinds.Count);
            var theseFields = new KindTally(SensitiveKinds.Count);
            Measure(0, each, fields, () => (name ?? HardNegatives.Name(random), make(random)), [values, these], [flagged, theseFields]);
            Print($"none: {sort}", these.Recall(0), 0, theseFields.Recall(0), 0);
        }

        Print("all", values.RecallOfAll, values.PrecisionOfAll, flagged.RecallOfAll, flagged.PrecisionOfAll);
        for (int kind = 1; kind < SensitiveKinds.Count; kind++)
        {
            string name = Encoding.ASCII.GetString(SensitiveKinds.NameOf((SensitiveKind)kind));
            Print(name, values.Recall(kind), values.Precision(kind), flagged.Recall(kind), flagged.Precision(kind));
        }

        return 0;
    }

    private static void Measure(
        int kind, int each, int fields, Func<(string Name, string Text)> make, KindTally[] values, KindTally[] flagged)
    {
        for (int i = 0; i < each; i++)
        {
            (string name, string text) = make();
            int found = (int)Find(name, text);
            Array.ForEach(values, tally => tally.Add(kind, found));
        }

        for (int i = 0; i < fields; i++)
        {
            int found = FlaggedAs(make);
            Array.ForEach(flagged, tally => tally.Add(kind, found));
        }
    }

    /// <summary>The kind that a field is flagged with whose values are made so.</summary>
    private static int FlaggedAs(Func<(string Name, string Text)> make)
    {
        var catalog = new ApiCatalog();
        for (int i = 0; i < CallsOfField; i++)
        {
            // The names of a kind change from value to value here, so that none of them alone decides over a field.
            (string name, string text) = make();
            SensitiveKind kind = Find(name, text);
            string of = Encoding.ASCII.GetString(SensitiveKinds.NameOf(kind));
            SensitiveFinding[] findings = kind == SensitiveKind.None ? [] : [new SensitiveFinding(of, "response.body:$.field")];
            catalog.Observe(new ObservedCall
            {
                Service = Service,
                Method = "GET",
                Path = "/field",
                Status = 200,
                TimeMillis = 1_700_000_000_000 + i,
                ResponseContentType = "application/json",
                ResponseBody = "{\"field\":\"REDACTED\"}"u8,
                Findings = findings,
            });
        }

        IEnumerable<SensitiveSnapshot> found = catalog.Read(Service)!.Endpoints.SelectMany(endpoint => endpoint.Sensitive);
        return found.FirstOrDefault(field => field.Flagged) is { } first ? (int)SensitiveKinds.Parse(first.Kind) : 0;
    }

    private static SensitiveKind Find(string name, string text) =>
        Detector.TryFind(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(name), 0, out SensitiveMatch match) ? match.Kind : SensitiveKind.None;

    private static void Print(string kind, double recall, double precision, double fieldRecall, double fieldPrecision) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"recall\":{recall:0.0000},\"precision\":{precision:0.0000},\"field_recall\":{fieldRecall:0.000},"
                + $"\"field_precision\":{fieldPrecision:0.000},\"kind\":\"{kind}\"}}"));
}
