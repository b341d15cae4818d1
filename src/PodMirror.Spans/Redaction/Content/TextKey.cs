using System.Buffers;

namespace PodMirror.Spans;

/// <summary>The key before a separator in a text: <c>password=</c>, <c>"password": </c>, <c>\"password\":</c>.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">Bytes; 0 when there is none.</param>
internal readonly record struct TextKey(int Start, int Length)
{
    // Longer names are in no list; a bound on what is walked back over for each separator.
    private const int MaxKeyBytes = 64;
    private const int MaxSpaces = 8;

    private static readonly SearchValues<byte> Word =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.%[]$"u8);

    /// <summary>Finds the key that ends before a separator.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the part of the text begins that is not yet done with.</param>
    /// <param name="separator">Offset of the separator.</param>
    internal static TextKey Before(ReadOnlySpan<byte> text, int from, int separator)
    {
        int end = separator;
        while (end > from && separator - end < MaxSpaces && text[end - 1] is (byte)' ' or (byte)'\t')
        {
            end--;
        }

        if (end > from && text[end - 1] is (byte)'"' or (byte)'\'' or (byte)'`')
        {
            byte quote = text[--end];
            while (end > from && text[end - 1] == '\\')
            {
                end--;
            }

            int least = Math.Max(from, end - MaxKeyBytes);
            int open = text[least..end].LastIndexOf(quote);
            return open < 0 ? WordBefore(text, from, end) : new TextKey(least + open + 1, end - least - open - 1);
        }

        return WordBefore(text, from, end);
    }

    /// <summary>The key's bytes.</summary>
    internal ReadOnlySpan<byte> In(ReadOnlySpan<byte> text) => text.Slice(Start, Length);

    /// <summary>Whether nothing but space, a dash or a quote stands before the key on its line, as in headers and YAML.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indent">Bytes before it on its line.</param>
    internal bool BeginsLine(ReadOnlySpan<byte> text, out int indent)
    {
        int least = Math.Max(0, Start - MaxKeyBytes);
        int line = text[least..Start].LastIndexOfAny((byte)'\n', (byte)'\r');
        int begin = line < 0 ? least : least + line + 1;
        indent = Start - begin;
        return (line >= 0 || least == 0) && text[begin..Start].IndexOfAnyExcept(" \t-"u8) < 0;
    }

    private static TextKey WordBefore(ReadOnlySpan<byte> text, int from, int end)
    {
        int least = Math.Max(from, end - MaxKeyBytes);
        int before = text[least..end].LastIndexOfAnyExcept(Word);
        int start = least + before + 1;
        return new TextKey(start, end - start);
    }
}
