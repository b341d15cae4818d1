using System.Globalization;
using System.Text;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>Texts of others in columns of a terminal: nothing in them moves the cursor, and each takes the cells that it is given.</summary>
internal static class TerminalCells
{
    private const char CutMark = '\u2026';
    private const int MaxUnitsPerCell = 8;

    /// <summary>Ranges of characters that take two cells (Unicode, East Asian Width W and F), as far as terminals agree about them.</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115f), (0x2e80, 0x303e), (0x3041, 0xa4cf), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfe30, 0xfe6f), (0xff00, 0xff60),
        (0xffe0, 0xffe6), (0x1f300, 0x1f64f), (0x1f900, 0x1f9ff), (0x20000, 0x3fffd),
    ];

    /// <summary>The text in just so many cells: with spaces behind it, or cut where it is too long.</summary>
    internal static string Fit(string text, int cells)
    {
        string cut = Cut(text, cells);
        return cut + new string(' ', cells - WidthOf(cut));
    }

    /// <summary>The text with the spaces before it.</summary>
    internal static string FitRight(string text, int cells)
    {
        string cut = Cut(text, cells);
        return new string(' ', cells - WidthOf(cut)) + cut;
    }

    /// <summary>The text, visible, in at most so many cells.</summary>
    internal static string Cut(string text, int cells)
    {
        // What is far beyond the edge is not even looked at; combining marks take no cell, and a few of them are kept.
        int most = cells * MaxUnitsPerCell;
        string visible = VisibleRunes.Of(text.Length <= most ? text : text[..most]);
        return text.Length <= most && WidthOf(visible) <= cells ? visible : CutVisible(visible, cells);
    }

    private static string CutVisible(string visible, int cells)
    {
        var cut = new StringBuilder();
        int used = 0;
        foreach (Rune rune in visible.EnumerateRunes())
        {
            int width = WidthOf(rune);
            if (used + width > cells - 1)
            {
                break;
            }

            cut.Append(rune.ToString());
            used += width;
        }

        return cells > 0 ? cut.Append(CutMark).ToString() : "";
    }

    /// <summary>How many cells a text takes.</summary>
    internal static int WidthOf(string text) => text.EnumerateRunes().Sum(WidthOf);

    private static int WidthOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ => Wide.Any(range => rune.Value >= range.First && rune.Value <= range.Last) ? 2 : 1,
    };
}
