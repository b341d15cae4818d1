using System.Text.RegularExpressions;

namespace PodMirror.Tidy.Tests;

/// <summary>What can be read off a Markdown page: its headings and its links, those in code left out.</summary>
internal static partial class MarkdownRules
{
    /// <summary>The text of every first-level heading.</summary>
    public static IEnumerable<string> Titles(string text) => Prose(text).Where(l => l.StartsWith("# ", StringComparison.Ordinal));

    /// <summary>The targets of every inline link or picture, as written.</summary>
    public static IEnumerable<string> Links(string text) =>
        Prose(text).SelectMany(l => Link().Matches(InlineCode().Replace(l, ""))).Select(m => m.Groups["target"].Value);

    /// <summary>The fragment names of every heading, as the usual renderers make them.</summary>
    public static IEnumerable<string> Anchors(string text) =>
        Prose(text)
            .Where(l => l.StartsWith('#'))
            .Select(l => l.TrimStart('#').Trim().ToLowerInvariant())
            .Select(l => NotOfAnchor().Replace(l, "").Replace(' ', '-'));

    /// <summary>Rows that belong to no table, since a blank line ended it: each begins what has no head.</summary>
    public static IEnumerable<string> LooseRows(string text)
    {
        string[] lines = ["", .. Prose(text), ""];
        return Enumerable.Range(1, lines.Length - 2)
            .Where(i => lines[i].StartsWith('|') && !lines[i - 1].StartsWith('|') && !Separator().IsMatch(lines[i + 1]))
            .Select(i => lines[i]);
    }

    private static IEnumerable<string> Prose(string text)
    {
        bool code = false;
        foreach (string line in text.Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                code = !code;
            }
            else if (!code)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\|[-:|\s]+$")]
    private static partial Regex Separator();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotOfAnchor();
}
