using System.IO.Compression;
using System.Text;
using CsCheck;
using PodMirror.Exchange;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

public sealed class BodyDecoderTests
{
    private static readonly string[] Codings = ["gzip", "deflate", "br", "zstd"];

    public static TheoryData<string> AllCodings => [.. Codings];

    // Blocks of deflate with fixed codes and with codes of their own, members, frames, and the four around each other.
    public static TheoryData<string, byte[]> TinyPieces => new()
    {
        { "deflate", [0x04, 0x10, 0x40, 0x00, 0x01] },
        { "deflate", Encode("bare-deflate", [.. Enumerable.Range(0, 40).Select(i => (byte)(i * i))])[..^1] },
        { "gzip", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "zstd", [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x00, 0x01, 0x00, 0x00] },
        { "gzip, zstd", [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x00, 0x01, 0x00, 0x00] },
        { "br", [0x06] },
        { "br", [0x0c, 0x00, 0x80, 0x00] },
    };

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("bare-deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    [InlineData("deflate, gzip, zstd")]
    [InlineData("identity, gzip")]
    public void A_coded_body_comes_out_as_it_went_in(string coding)
    {
        byte[] plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"name\":\"Jo\u00e9\"},", 500)));
        byte[] body = plain;
        foreach (string one in coding.Split(", "))
        {
            body = Encode(one, body);
        }

        (byte[] decoded, bool isTruncated, bool isUndecodable) = Decode(coding.Replace("bare-", "", StringComparison.Ordinal), body);

        Assert.Equal(plain, decoded);
        Assert.False(isTruncated || isUndecodable);
    }

    [Theory]
    [InlineData("compress")]
    [InlineData("gzip, nonsense")]
    [InlineData("gzip;q=1")]
    [InlineData("gzip, gzip, gzip, gzip, gzip")]
    public void A_coding_that_is_not_known_leaves_the_body_out(string coding)
    {
        (byte[] decoded, _, bool isUndecodable) = Decode(coding, Encode("gzip", [1, 2, 3]));

        Assert.Empty(decoded);
        Assert.True(isUndecodable);
    }

    [Theory]
    [MemberData(nameof(AllCodings))]
    public void Bytes_that_are_no_such_coding_leave_the_body_out(string coding)
    {
        (byte[] decoded, _, bool isUndecodable) = Decode(coding, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

        Assert.Empty(decoded);
        Assert.True(isUndecodable);
    }

    [Theory]
    [MemberData(nameof(AllCodings))]
    public void Every_prefix_gives_a_prefix_and_is_never_an_error(string coding)
    {
        byte[] plain = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i / 7))];
        byte[] body = Encode(coding, plain);
        int longest = 0;
        for (int length = 0; length < body.Length; length++)
        {
            (byte[] decoded, bool isTruncated, bool isUndecodable) = Decode(coding, body[..length], body.Length);
            Assert.True(isTruncated && !isUndecodable, $"{coding} at {length} of {body.Length}");
            Assert.Equal(plain[..decoded.Length], decoded);
            longest = Math.Max(longest, decoded.Length);
        }

        Assert.True(longest > 0);
    }

    [Theory]
    [MemberData(nameof(AllCodings))]
    public void A_body_of_many_steps_of_a_decoder_comes_out_whole(string coding)
    {
        var random = new Random(3);
        byte[] plain = [.. Enumerable.Range(0, 300_000).Select(_ => (byte)random.Next('a', 'z'))];

        Assert.Equal(plain, Decode(coding, Encode(coding, plain)).Bytes);
    }

    [Theory]
    [MemberData(nameof(AllCodings))]
    public void A_bomb_costs_no_more_than_what_is_kept(string coding)
    {
        byte[] bomb = Encode(coding, new byte[256 * 1024 * 1024]);
        using var decoder = new BodyDecoder(1000);
        DecodeAll(decoder, coding, bomb);
        byte[] decoded = [];
        bool isTruncated = false;
        long allocated = Allocation.Least(() => (decoded, isTruncated, _) = DecodeAll(decoder, coding, bomb));

        Assert.Equal(1000, decoded.Length);
        Assert.True(isTruncated);
        Assert.InRange(allocated, 0, 64 * 1024);
    }

    [Fact]
    public void A_bomb_in_a_bomb_is_bounded_at_each_layer()
    {
        byte[] bomb = Encode("gzip", Encode("gzip", new byte[64 * 1024 * 1024]));

        (byte[] decoded, bool isTruncated, bool isUndecodable) = Decode("gzip, gzip", bomb);

        Assert.True(decoded.Length is > 0 and <= BodyDecoder.MaxLayerBytes);
        Assert.True(isTruncated && !isUndecodable);
    }

    [Theory]
    [MemberData(nameof(TinyPieces))]
    public void A_body_of_nothing_but_tiny_pieces_ends_where_its_work_does(string coding, byte[] piece)
    {
        byte[] body = new byte[1024 * 1024 / piece.Length * piece.Length];
        for (int at = 0; at < body.Length; at += piece.Length)
        {
            piece.CopyTo(body, at);
        }

        (byte[] decoded, bool isTruncated, bool isUndecodable) = Decode(coding, body);

        Assert.True(isTruncated || isUndecodable || decoded.Length == 0);
        Assert.True(decoded.Length <= BodyDecoder.MaxLayerBytes);
    }

    [Fact]
    public void A_zstd_frame_that_asks_for_a_window_of_gigabytes_is_refused()
    {
        // Magic, a frame header without single segment, window descriptor of 2^41, then a raw block.
        byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xff, 0x09, 0x00, 0x00, 0x61];

        (_, _, bool isUndecodable) = Decode("zstd", frame);

        Assert.True(isUndecodable);
    }

    [Fact]
    public void Several_gzip_members_are_one_body_and_padding_is_ignored()
    {
        byte[] body = [.. Encode("gzip", [1, 2]), .. Encode("gzip", [3]), 0, 0];

        Assert.Equal([1, 2, 3], Decode("gzip", body).Bytes);
    }

    [Fact]
    public void A_body_without_coding_lies_where_it_lay_and_says_when_it_was_cut()
    {
        (byte[] decoded, bool isTruncated, _) = Decode("identity", [1, 2, 3], 4);

        Assert.Equal([1, 2, 3], decoded);
        Assert.True(isTruncated);
    }

    [Fact]
    public void Codings_of_several_fields_add_up_and_transfer_codings_are_outermost()
    {
        byte[] body = Encode("deflate", Encode("br", Encode("gzip", [7])));
        var message = new MessageView
        {
            Fields = "Content-Encoding: gzip\r\ncontent-encoding: br\r\nTransfer-Encoding: deflate, chunked\r\n"u8,
            Body = body,
            BodyBytes = body.Length,
        };
        using var decoder = new BodyDecoder(100);

        Assert.Equal([7], decoder.Decode(message).Bytes.ToArray());
    }

    [Fact]
    public void Any_bytes_are_taken_and_nothing_throws() =>
        Check.Sample(Gen.Select(Gen.OneOf(Codings), Gen.Byte.Array[0, 300], Gen.Bool), (coding, noise, hasMagic) =>
        {
            byte[] start = hasMagic ? Encode(coding, [1, 2, 3])[..4] : [];
            (byte[] decoded, _, _) = Decode(coding, [.. start, .. noise]);
            return decoded.Length <= BodyDecoder.MaxLayerBytes;
        });

    [Fact]
    public void Flipped_bits_of_deflate_end_as_the_library_ends_them_or_in_a_prefix() =>
        Check.Sample(Gen.Select(Gen.Byte[0, 12].Array[1, 2000], Gen.Int[0, 1 << 20]), (plain, flip) =>
        {
            byte[] body = Encode("bare-deflate", plain);
            body[flip / 8 % body.Length] ^= (byte)(1 << (flip % 8));
            byte[]? expected = LibraryInflate(body);
            (byte[] decoded, bool isTruncated, bool isUndecodable) = Decode("deflate", body);
            return expected is null ? isUndecodable || isTruncated : decoded.AsSpan().SequenceEqual(expected) || isTruncated;
        });

    [Fact]
    public void Inflating_allocates_nothing_once_warm()
    {
        byte[] body = Encode("gzip", new byte[5000]);
        using var decoder = new BodyDecoder(131_072);
        decoder.Decode(new MessageView { Fields = "Content-Encoding: gzip\r\n"u8, Body = body, BodyBytes = body.Length });
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                decoder.Decode(new MessageView { Fields = "Content-Encoding: gzip\r\n"u8, Body = body, BodyBytes = body.Length });
            }
        }));
    }

    internal static byte[] Encode(string coding, byte[] plain)
    {
        using var encoded = new MemoryStream();
        using (Stream encoder = coding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "bare-deflate" => new DeflateStream(encoded, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(encoded, CompressionLevel.Fastest, leaveOpen: true),
            "zstd" => new ZstdSharp.CompressionStream(encoded, leaveOpen: true),
            _ => new BufferedStream(encoded),
        })
        {
            encoder.Write(plain);
            encoder.Flush();
            if (encoder is BufferedStream)
            {
                return encoded.ToArray();
            }
        }

        return encoded.ToArray();
    }

    private static byte[]? LibraryInflate(byte[] body)
    {
        try
        {
            using var decoder = new DeflateStream(new MemoryStream(body), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            decoder.CopyTo(plain);
            return plain.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static (byte[] Bytes, bool IsTruncated, bool IsUndecodable) Decode(string coding, byte[] body, long? bodyBytes = null)
    {
        using var decoder = new BodyDecoder(BodyDecoder.MaxLayerBytes);
        return DecodeAll(decoder, coding, body, bodyBytes);
    }

    private static (byte[] Bytes, bool IsTruncated, bool IsUndecodable) DecodeAll(
        BodyDecoder decoder, string coding, byte[] body, long? bodyBytes = null)
    {
        var message = new MessageView
        {
            Fields = Encoding.ASCII.GetBytes($"Content-Encoding: {coding}\r\n"),
            Body = body,
            BodyBytes = bodyBytes ?? body.Length,
        };
        DecodedBody decoded = decoder.Decode(message);
        return (decoded.Bytes.ToArray(), decoded.IsTruncated, decoded.IsUndecodable);
    }
}
