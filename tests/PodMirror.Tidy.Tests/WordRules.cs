using System.Text.RegularExpressions;

namespace PodMirror.Tidy.Tests;

/// <summary>Words that have no place in a file of this repository, put together here from parts, so that this file holds none of them.</summary>
internal static class WordRules
{
    // A pattern may not run away on a generated file of one long line.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(5);

    private static readonly (Regex Pattern, string Advice)[] Banned =
    [
        (Of(@"(?<![\w.\-/})])/wo" + "rk/"), "a path of somebody's machine"),
        (Of("/Us" + @"ers/\w", RegexOptions.None), "a path of somebody's machine"),
        (Of("nuget" + @"\.org|npm" + @"js\.(org|com)|deb\.deb" + @"ian\.org|pypi" + @"\.org|registry-1\.dock" + "er"),
            "a package registry's host; a mirror may stand in for it"),
        (Of(@"\b(cla" + "ude|anthro" + "pic|sub" + "agent|chat" + "gpt|copi" + @"lot)\b"), "a tool of the author"),
        (Of(@"\b(TO" + "DO|FIX" + @"ME|XX" + @"X|HA" + @"CK)\b(?!.*https?://)", RegexOptions.None), "unfinished work without a link to its issue"),
    ];

    /// <summary>Every violation in a file.</summary>
    public static IEnumerable<string> Check(string path, string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            foreach ((Regex pattern, string advice) in Banned)
            {
                Match match = pattern.Match(lines[i]);
                if (match.Success)
                {
                    yield return $"{path}:{i + 1}: {match.Value}: {advice}";
                }
            }
        }
    }

    private static Regex Of(string pattern, RegexOptions options = RegexOptions.IgnoreCase) => new(pattern, options, MatchTimeout);
}
