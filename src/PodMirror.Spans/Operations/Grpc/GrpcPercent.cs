namespace PodMirror.Spans;

/// <summary>The percent-encoding of grpc-message (PROTOCOL-HTTP2.md), in which a plus sign is one. What is broken stays as it was sent.</summary>
internal static class GrpcPercent
{
    /// <summary>Decodes in place.</summary>
    /// <returns>The decoded length.</returns>
    internal static int Decode(Span<byte> text)
    {
        int to = 0;
        for (int from = 0; from < text.Length; from++, to++)
        {
            byte b = text[from];
            if (b == '%' && from + 2 < text.Length && char.IsAsciiHexDigit((char)text[from + 1]) && char.IsAsciiHexDigit((char)text[from + 2]))
            {
                b = (byte)((HexValue(text[from + 1]) << 4) | HexValue(text[from + 2]));
                from += 2;
            }

            text[to] = b;
        }

        return to;
    }

    private static int HexValue(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
}
