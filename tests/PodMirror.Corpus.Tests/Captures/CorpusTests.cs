using System.Text;
using PodMirror.TestKit;

namespace PodMirror.Corpus.Tests;

public sealed class CorpusTests
{
    [Fact]
    public void Every_capture_gives_the_messages_that_are_known_of_it_but_for_the_listed_differences()
    {
        Dictionary<string, string> allowed = AllowedDifferences.Load();
        var report = new StringBuilder();
        var unexpected = new List<string>();
        foreach ((TruthRow truth, Comparison comparison) in CompareAll())
        {
            string expected = allowed.GetValueOrDefault(truth.File, "none");
            allowed.Remove(truth.File);
            if (comparison.Summary != "none")
            {
                report.Append(Describe(truth, comparison));
            }

            if (comparison.Summary != expected)
            {
                unexpected.Add($"{truth.File}: {comparison.Summary}; docs/corpus.md says {expected}");
            }
        }

        if (Environment.GetEnvironmentVariable("PODMIRROR_CORPUS_DIFF") is { Length: > 0 } path)
        {
            File.WriteAllText(path, report.ToString());
        }

        unexpected.AddRange(allowed.Keys.Select(file => $"{file}: in docs/corpus.md, but there is no such capture"));
        Assert.True(unexpected.Count == 0, $"{unexpected.Count} unexpected:\n{string.Join('\n', unexpected)}\n\n{report}");
    }

    [Fact]
    public void The_ledger_of_every_capture_adds_up()
    {
        string folder = Corpus();
        foreach (TruthRow truth in TruthRow.Load(Path.Combine(folder, "truth.tsv")))
        {
            CaptureRun run = CaptureRun.Of(Path.Combine(folder, truth.File));
            Assert.True(run.Ledger.FirstImbalance() is null, $"{truth.File}: {run.Ledger.FirstImbalance()}");
        }
    }

    private static string Corpus()
    {
        string? folder = TestData.Find("captures");
        Assert.SkipWhen(folder is null, TestData.SkipReason("captures"));
        return folder;
    }

    private static IEnumerable<(TruthRow Truth, Comparison Comparison)> CompareAll()
    {
        string folder = Corpus();
        Dictionary<string, TruthMessages> messages = TruthMessages.Load(Path.Combine(folder, "messages.jsonl.gz"));
        var none = new TruthMessages();
        foreach (TruthRow truth in TruthRow.Load(Path.Combine(folder, "truth.tsv")))
        {
            CaptureRun run = CaptureRun.Of(Path.Combine(folder, truth.File));
            yield return (truth, Comparison.Of(truth, messages.GetValueOrDefault(truth.File, none), run.Seen));
        }
    }

    private static string Describe(TruthRow truth, Comparison comparison) =>
        $"{truth.File}: {comparison.Summary}\n"
        + $"  truth: {truth.Requests} requests ({truth.RequestConfidence}), {truth.Responses} responses ({truth.ResponseConfidence})\n"
        + string.Concat(comparison.Details.Select(detail => $"  {detail}\n")) + "\n";
}
