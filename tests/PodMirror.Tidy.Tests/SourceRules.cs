using System.Text.RegularExpressions;

namespace PodMirror.Tidy.Tests;

/// <summary>
/// The shape of a C# file, read off its lines. The build enforces the one format, so that indentation tells structure and no
/// parser is needed: a type begins in the first column, a member four columns in, and a body ends at the column where it began.
/// </summary>
internal static partial class SourceRules
{
    /// <summary>Past this a file usually holds two ideas.</summary>
    public const int MaxFileLines = 300;

    /// <summary>What two windows side by side on a wide screen hold, and .editorconfig's max_line_length.</summary>
    public const int MaxLineLength = 150;

    /// <summary>A function fits a screen.</summary>
    public const int MaxFunctionLines = 60;

    /// <summary>Every violation in a file.</summary>
    /// <param name="path">Its path, for the message and for the name that its type must have.</param>
    /// <param name="text">Its text.</param>
    public static IEnumerable<string> Check(string path, string text)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        return FileLength(path, lines).Concat(LineLength(path, lines)).Concat(OneType(path, lines)).Concat(FunctionLength(path, lines));
    }

    /// <summary>Every violation in a file of another language: lengths only, since its own linter holds the shape of its functions.</summary>
    public static IEnumerable<string> CheckLengths(string path, string text)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        return FileLength(path, lines).Concat(LineLength(path, lines));
    }

    private static IEnumerable<string> FileLength(string path, string[] lines)
    {
        if (lines.Length > MaxFileLines)
        {
            yield return $"{path}: {lines.Length} lines; look for the second idea (at most {MaxFileLines})";
        }
    }

    private static IEnumerable<string> LineLength(string path, string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > MaxLineLength)
            {
                yield return $"{path}:{i + 1}: {lines[i].Length} characters (at most {MaxLineLength})";
            }
        }
    }

    private static IEnumerable<string> OneType(string path, string[] lines)
    {
        string[] types = [.. lines.Select(l => TopLevelType().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value)];
        if (types.Length > 1)
        {
            yield return $"{path}: holds {string.Join(", ", types)}; one type a file";
        }

        // A partial type may be spread as Name.Part.cs.
        string expected = Path.GetFileNameWithoutExtension(path).Split('.')[0];
        if (types.Length == 1 && types[0] != expected)
        {
            yield return $"{path}: holds {types[0]}, which belongs into a file of that name";
        }
    }

    private static IEnumerable<string> FunctionLength(string path, string[] lines)
    {
        for (int i = 1; i < lines.Length; i++)
        {
            Match open = OpeningBrace().Match(lines[i]);
            if (!open.Success || HeaderIsOfType(lines, i, open.Groups["indent"].Length))
            {
                continue;
            }

            int close = Array.FindIndex(lines, i, l => l.StartsWith(open.Groups["indent"].Value + "}", StringComparison.Ordinal));
            int length = close - i + 1;
            if (length > MaxFunctionLines)
            {
                yield return $"{path}:{i}: a body of {length} lines (at most {MaxFunctionLines})";
            }
        }
    }

    // The header of a body may span lines: constraints, base types and parameters are indented deeper than its first line.
    private static bool HeaderIsOfType(string[] lines, int brace, int indent)
    {
        int first = brace - 1;
        while (first > 0 && (lines[first].Length == 0 || lines[first].Length - lines[first].TrimStart().Length > indent))
        {
            first--;
        }

        return TypeDeclaration().IsMatch(lines[first]);
    }

    private const string Declaration =
        @"((public|internal|private|protected|file|static|sealed|abstract|readonly|ref|partial|unsafe|new)\s+)*" +
        @"(class|struct|interface|enum|record(\s+struct|\s+class)?|delegate\s+\S+)\s+(?<name>\w+)";

    [GeneratedRegex("^" + Declaration)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^\s*(" + Declaration + @"|namespace\s)")]
    private static partial Regex TypeDeclaration();

    // Members of a type, and of a type within it; deeper bodies are parts of these.
    [GeneratedRegex(@"^(?<indent>    |        )\{$")]
    private static partial Regex OpeningBrace();
}
