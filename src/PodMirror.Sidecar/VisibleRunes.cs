using System.Globalization;
using System.Text;

namespace PodMirror.Sidecar;

/// <summary>Text of others on a terminal: whatever would move the cursor, change colours, turn the direction of writing or be invisible.</summary>
internal static class VisibleRunes
{
    /// <summary>Whether a terminal shows a character and does nothing else.</summary>
    internal static bool Has(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>A text on one line, with escapes such as <c>\u{1b}</c> for what is not to be shown as it is.</summary>
    internal static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = Has(rune) ? line.Append(rune.ToString()) : line.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return line.ToString();
    }
}
