namespace PodMirror.Spans;

/// <summary>Percent-decoding (RFC 3986 section 2.1) with the plus sign of forms, for looking into text; what is shown stays as it was sent.</summary>
internal static class PercentDecoding
{
    /// <summary>Gateways and frameworks decode once or twice; a third time covers a chain of them.</summary>
    internal const int MaxRounds = 3;

    /// <summary>
    /// Decodes in place. A % without two hex digits stays, as lenient servers leave it.
    /// </summary>
    /// <returns>The decoded length, which is the given one when there was nothing to decode.</returns>
    internal static int InPlace(Span<byte> text)
    {
        int from = text.IndexOfAny((byte)'%', (byte)'+');
        if (from < 0)
        {
            return text.Length;
        }

        int to = from;
        for (; from < text.Length; from++, to++)
        {
            byte b = text[from];
            if (b == '%' && from + 2 < text.Length && IsHex(text[from + 1]) && IsHex(text[from + 2]))
            {
                b = (byte)((HexValue(text[from + 1]) << 4) | HexValue(text[from + 2]));
                from += 2;
            }
            else if (b == '+')
            {
                b = (byte)' ';
            }

            text[to] = b;
        }

        return to;
    }

    private static bool IsHex(byte b) => char.IsAsciiHexDigit((char)b);

    private static int HexValue(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
}
