using System.Text;

namespace PodMirror.Agent.Filter;

/// <summary>
/// Texts in which case makes no difference. As ECMAScript's toLowerCase, by which the page folds, but for a capital sigma at the end of a word
/// (Unicode, 3.13), which stays one.
/// </summary>
internal static class FoldedText
{
    /// <summary>The text in lower case.</summary>
#pragma warning disable CA1308 // lower case is what the language is defined by
    public static string Of(string text) => text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>The text of a row as UTF-8 in lower case; ASCII, as nearly all are, without an allocation.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="scratch">Room for it; used when it is large enough.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> utf8, Span<byte> scratch) =>
        utf8.Length <= scratch.Length && Ascii.ToLower(utf8, scratch, out int written) == System.Buffers.OperationStatus.Done
            ? scratch[..written]
            : Encoding.UTF8.GetBytes(Of(Encoding.UTF8.GetString(utf8)));
}
