using System.Buffers;
using System.Text;

namespace PodMirror.Spans;

/// <summary>What bytes of a text are to the detectors.</summary>
internal static class TextClass
{
    /// <summary>Letters, digits, underscore, and every byte beyond ASCII, so that no match is cut out of a word of another script.</summary>
    internal static readonly SearchValues<byte> Word = SearchValues.Create(
        [.. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"u8, .. Enumerable.Range(128, 128).Select(b => (byte)b)]);

    /// <summary>The alphabet of base64url (RFC 4648 section 5), without padding.</summary>
    internal static readonly SearchValues<byte> Base64Url =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-"u8);

    /// <summary>The alphabet of base64 (RFC 4648 section 4), without padding.</summary>
    internal static readonly SearchValues<byte> Base64 =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"u8);

    /// <summary>Hexadecimal digits of either case.</summary>
    internal static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private static readonly bool[] WordMap = [.. Enumerable.Range(0, 256).Select(b => Word.Contains((byte)b))];

    /// <summary>Whether a byte belongs to a word.</summary>
    internal static bool IsWord(byte b) => WordMap[b];

    /// <summary>Whether a byte is an ASCII digit.</summary>
    internal static bool IsDigit(byte b) => (uint)(b - '0') <= 9;

    /// <summary>Whether a byte is an upper-case ASCII letter.</summary>
    internal static bool IsUpper(byte b) => (uint)(b - 'A') <= 25;

    /// <summary>Whether a byte is an ASCII letter.</summary>
    internal static bool IsLetter(byte b) => (uint)((b | 0x20) - 'a') <= 25;

    /// <summary>Whether all are ASCII digits.</summary>
    internal static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Length of the run of one alphabet at the start of a text, at most <paramref name="max"/>.</summary>
    internal static int RunOf(SearchValues<byte> alphabet, ReadOnlySpan<byte> text, int max)
    {
        text = text[..Math.Min(text.Length, max)];
        int end = text.IndexOfAnyExcept(alphabet);
        return end < 0 ? text.Length : end;
    }

    /// <summary>Whether a text goes on with a word, whatever the case of its letters.</summary>
    internal static bool StartsWithIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);
}
