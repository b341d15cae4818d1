namespace PodMirror.Agent.Store;

/// <summary>UTF-8 text cut to a bound.</summary>
internal static class Utf8Text
{
    /// <summary>At most so many bytes of a valid text, and no part of a character.</summary>
    public static ReadOnlySpan<byte> Truncate(ReadOnlySpan<byte> text, int maxBytes)
    {
        if (text.Length <= maxBytes)
        {
            return text;
        }

        int end = maxBytes;
        while (end > 0 && (text[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return text[..end];
    }
}
