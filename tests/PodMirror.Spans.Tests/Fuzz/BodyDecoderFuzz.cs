using PodMirror.Exchange;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>Any bytes in any coding, also stacked, end within the bound.</summary>
public static class BodyDecoderFuzz
{
    private const int MaxBytes = 4096;

    private static readonly BodyDecoder Decoder = new(MaxBytes);

    /// <summary>Takes the first byte as the codings, and the rest as the body.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<byte> fields = (input[0] % 6) switch
        {
            0 => "Content-Encoding: gzip\r\n"u8,
            1 => "Content-Encoding: deflate\r\n"u8,
            2 => "Content-Encoding: br\r\n"u8,
            3 => "Content-Encoding: zstd\r\n"u8,
            4 => "Content-Encoding: deflate, gzip\r\n"u8,
            _ => "Content-Encoding: gzip, zstd\r\n"u8,
        };
        DecodedBody body = Decoder.Decode(new MessageView { Fields = fields, Body = input[1..], BodyBytes = input.Length - 1 });
        Assert.InRange(body.Bytes.Length, 0, MaxBytes);
    }

    /// <summary>A body in each coding.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        byte[] plain = [.. Enumerable.Range(0, 200).Select(i => (byte)(i * i / 7))];
        yield return [0, .. BodyDecoderTests.Encode("gzip", plain)];
        yield return [1, .. BodyDecoderTests.Encode("deflate", plain)];
        yield return [2, .. BodyDecoderTests.Encode("br", plain)];
        yield return [3, .. BodyDecoderTests.Encode("zstd", plain)];
        yield return [4, .. BodyDecoderTests.Encode("gzip", BodyDecoderTests.Encode("deflate", plain))];
        yield return [5, .. BodyDecoderTests.Encode("zstd", BodyDecoderTests.Encode("gzip", plain))];
    }
}
