namespace PodMirror.Spans;

/// <summary>The coding deflate: the zlib format (RFC 1950), or bare deflate, which servers sent for years and clients learned to take.</summary>
internal static class ZlibFormat
{
    private const int HeaderBytes = 2;
    private const int DictionaryFlag = 0x20;

    internal static DecodeStatus Decode(Inflater inflater, ReadOnlySpan<byte> input, int maxBytes, ByteBuffer output)
    {
        if (input.Length < HeaderBytes)
        {
            return DecodeStatus.InputEnded;
        }

        bool isZlib = (input[0] & 0x0f) == 8 && ((input[0] << 8) | input[1]) % 31 == 0;
        if (isZlib && (input[1] & DictionaryFlag) != 0)
        {
            return DecodeStatus.Invalid;
        }

        return inflater.Decode(isZlib ? input[HeaderBytes..] : input, maxBytes, output, out _);
    }
}
