using PodMirror.TestKit;

namespace PodMirror.Corpus.Tests;

/// <summary>
/// The table of docs/corpus.md: the captures in which the pipeline differs from the truth, each with who is right and why.
/// The page is the list; there is no second one.
/// </summary>
internal static class AllowedDifferences
{
    private const int Columns = 4;

    /// <summary>By capture: the difference as <see cref="Comparison.Summary"/> says it.</summary>
    public static Dictionary<string, string> Load()
    {
        var allowed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(Path.Combine(TestData.Repository(), "docs", "corpus.md")))
        {
            string[] cells = [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
            if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                Assert.True(cells.Length == Columns && cells.All(cell => cell.Length > 0), $"docs/corpus.md: a row needs four filled cells: {line}");
                allowed.Add(cells[0].Trim('`'), cells[1]);
            }
        }

        return allowed;
    }
}
