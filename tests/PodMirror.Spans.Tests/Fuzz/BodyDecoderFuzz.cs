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

        ReadOnlySpan<byte> fields = (input[0] % 8) switch
        {
            0 => "Content-Encoding: gzip\r\n"u8,
            1 => "Content-Encoding: deflate\r\n"u8,
            2 => "Content-Encoding: br\r\n"u8,
            3 => "Content-Encoding: zstd\r\n"u8,
            4 => "Content-Encoding: deflate, gzip\r\n"u8,
            5 => "Content-Encoding: gzip, zstd\r\n"u8,
            6 => "Content-Encoding: br\r\nTransfer-Encoding: gzip\r\n"u8,
            _ => "Content-Encoding: gzip, deflate, gzip, deflate\r\n"u8,
        };
        DecodedBody body = Decoder.Decode(new MessageView { Fields = fields, Body = input[1..], BodyBytes = input.Length - 1 });
        Assert.InRange(body.Bytes.Length, 0, MaxBytes);
    }

    /// <summary>A body in each coding, each kind of block, and what may stand before, between and behind.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        byte[] plain = [.. Enumerable.Range(0, 200).Select(i => (byte)(i * i / 7))];
        byte[] text = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(i => $"{{\"a{i % 7}\":{i}}},")));
        byte[] gzip = BodyDecoderTests.Encode("gzip", text);
        byte[] zstd = BodyDecoderTests.Encode("zstd", text);
        yield return [0, .. BodyDecoderTests.Encode("gzip", plain)];
        yield return [1, .. BodyDecoderTests.Encode("deflate", plain)];
        yield return [2, .. BodyDecoderTests.Encode("br", plain)];
        yield return [3, .. BodyDecoderTests.Encode("zstd", plain)];
        yield return [4, .. BodyDecoderTests.Encode("gzip", BodyDecoderTests.Encode("deflate", plain))];
        yield return [5, .. BodyDecoderTests.Encode("zstd", BodyDecoderTests.Encode("gzip", plain))];
        yield return [6, .. BodyDecoderTests.Encode("gzip", BodyDecoderTests.Encode("br", text))];
        yield return [7, .. new[] { "gzip", "deflate", "gzip", "deflate" }.Aggregate(text, (body, coding) => BodyDecoderTests.Encode(coding, body))];

        // Two members and padding; a head with all that it may have (RFC 1952 section 2.3).
        yield return [0, .. gzip, .. gzip, 0, 0];
        yield return [0, 0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 0, 2, 0, 9, 9, (byte)'n', 0, (byte)'c', 0, 1, 2, .. gzip[10..]];

        // Stored, fixed and codes of its own in one, then bare.
        yield return [1, 0x78, 0x9c, 0, 3, 0, 0xfc, 0xff, 1, 2, 3, 0x04, .. BodyDecoderTests.Encode("bare-deflate", text)];
        yield return [1, .. BodyDecoderTests.Encode("bare-deflate", text)];
        yield return [2, .. BodyDecoderTests.Encode("br", text)];

        // A frame to be skipped (RFC 8878 section 3.1.2), blocks that are raw and that repeat, an empty frame, and one that compresses.
        yield return
        [
            3, 0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9, 0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, 0x10, 0, 0, 1, 2, 0x23, 0, 0, 7,
            0x28, 0xb5, 0x2f, 0xfd, 0x20, 0, 1, 0, 0, .. zstd,
        ];
        yield return [3, .. Bomb.Windows(maxLog: 23).Body[..140]];
        yield return [1, .. Bomb.TablesOnly().Body[..182]];
    }
}
