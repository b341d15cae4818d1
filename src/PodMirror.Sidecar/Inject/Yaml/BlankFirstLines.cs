using YamlDotNet.Core;

namespace PodMirror.Sidecar.Inject;

/// <summary>
/// A block whose first lines have nothing but blanks, as templates of Helm often leave them, is refused by the library and read by kubectl, which
/// takes the blanks for nothing. Moved behind the block's <c>|</c>, where they are nothing to the library either, they leave every other character
/// where it was.
/// </summary>
internal static class BlankFirstLines
{
    /// <summary>The text with the blanks moved.</summary>
    /// <param name="text">A text that was refused.</param>
    /// <param name="fault">Why: it ends at the first line of the block that has more.</param>
    /// <returns>Null when it was refused for another reason.</returns>
    internal static string? Move(string text, YamlException fault)
    {
        int content = LineStart(text, (int)Math.Min(fault.End.Index, text.Length));
        int first = content;
        while (first > 0 && IsBlank(text.AsSpan(LineStart(text, first - 1)..first)))
        {
            first = LineStart(text, first - 1);
        }

        ReadOnlySpan<char> blanks = text.AsSpan(first..content);
        int header = LineStart(text, Math.Max(first - 1, 0));
        ReadOnlySpan<char> head = text.AsSpan(header..first).TrimEnd(['\r', '\n']);
        if (fault is not SemanticErrorException || blanks.IndexOf(' ') < 0 || head.IndexOfAny('|', '>') < 0)
        {
            return null;
        }

        ReadOnlySpan<char> breaks = text.AsSpan((header + head.Length)..first);
        string moved = string.Concat(head, new string(' ', blanks.Count(' ')), breaks, blanks.ToString().Replace(" ", "", StringComparison.Ordinal));
        return string.Concat(text.AsSpan(0, header), moved, text.AsSpan(content));
    }

    private static bool IsBlank(ReadOnlySpan<char> line) => line.IndexOfAnyExcept(' ', '\r', '\n') < 0;

    /// <summary>Where the line begins that a place is on.</summary>
    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
}
