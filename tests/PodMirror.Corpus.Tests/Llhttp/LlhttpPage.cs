using PodMirror.TestKit;

namespace PodMirror.Corpus.Tests;

/// <summary>The tables of docs/llhttp.md, which are the tests' own lists.</summary>
internal static class LlhttpPage
{
    /// <summary>The table below the heading that ends with a word: by the vector's title, all cells but the last, which says why.</summary>
    public static Dictionary<string, string> Rows(string heading)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] page = File.ReadAllLines(Path.Combine(TestData.Repository(), "docs", "llhttp.md"));
        IEnumerable<string> section = page
            .SkipWhile(line => !line.StartsWith("## ", StringComparison.Ordinal) || !line.EndsWith(heading, StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        foreach (string line in section.Where(line => line.StartsWith("| re", StringComparison.Ordinal)))
        {
            string[] cells = [.. line.Trim('|').Split(" | ").Select(cell => cell.Trim())];
            Assert.True(cells.Length > 2 && cells.All(cell => cell.Length > 0), $"docs/llhttp.md: a row with an empty cell: {line}");
            rows.Add(cells[0], string.Join(" | ", cells[1..^1]));
        }

        return rows;
    }
}
