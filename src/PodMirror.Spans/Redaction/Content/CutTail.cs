using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// The end of a content that is cut: its last word may be the first half of a card number or a key, which no detector knows by its half.
/// </summary>
internal static class CutTail
{
    // The first few characters of a value tell nothing that matters.
    private const int MinBytes = 6;

    // Longer than any key or token in use; what goes on for longer without an end is a file in base64.
    private const int MaxBytes = 4096;

    private static readonly SearchValues<byte> Word =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_.@%~-"u8);

    private static readonly SearchValues<byte> Groups = SearchValues.Create("0123456789 +()./-"u8);

    /// <summary>Bytes at the end of a text that may be part of a value that is cut.</summary>
    internal static int Length(ReadOnlySpan<byte> text)
    {
        int word = text.Length - 1 - text.LastIndexOfAnyExcept(Word);

        // 4111 1111 11: the groups before are of the same number.
        int groups = text.Length - 1 - text.LastIndexOfAnyExcept(Groups);
        groups = text[^groups..].IndexOfAnyInRange((byte)'0', (byte)'9') < 0 ? 0 : groups;
        int longer = Math.Max(word, groups);
        return longer is >= MinBytes and <= MaxBytes ? longer : 0;
    }
}
