using System.Buffers;

namespace PodMirror.Sidecar.Inject;

/// <summary>Which characters may stand in YAML as they are (YAML 1.2, section 5.1; halves of pairs belong to whole ones in what was UTF-8).</summary>
internal static class YamlCharacters
{
    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';
    private const char ByteOrderMark = '\uFEFF';
    private const char LastPrintable = '\uFFFD';

    /// <summary>Those that a text may have.</summary>
    internal static SearchValues<char> Printable { get; } = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(c => c is '\t' or '\n' or '\r' || IsPrintable(c))]);

    /// <summary>Whether every reader takes a character for what it is when it stands as it is: no control, and no break of any kind.</summary>
    internal static bool IsPlainText(char c) => IsPrintable(c) && c is not ('\u0085' or LineSeparator or ParagraphSeparator or ByteOrderMark);

    private static bool IsPrintable(char c) => c is (>= ' ' and <= '~') or '\u0085' or (>= '\u00A0' and <= LastPrintable);
}
