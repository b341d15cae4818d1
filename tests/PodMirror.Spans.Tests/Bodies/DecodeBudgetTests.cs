using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class DecodeBudgetTests
{
    private static readonly byte[] EmptyMember = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] EmptyFrame = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x00, 0x01, 0x00, 0x00];

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void What_stands_behind_tiny_pieces_is_decoded_while_there_are_steps_and_not_behind_them(string coding)
    {
        byte[] piece = coding == "gzip" ? EmptyMember : EmptyFrame;
        byte[] last = BodyDecoderTests.Encode(coding, [7]);
        const int Pieces = DecodeBudget.MaxSteps / DecodeBudget.FrameSteps;

        Assert.Equal([7], Decode(coding, [.. Repeat(piece, Pieces / 4), .. last], out bool isWholeCut));
        Assert.False(isWholeCut);
        Assert.Empty(Decode(coding, [.. Repeat(piece, Pieces + 10), .. last], out bool isCut));
        Assert.True(isCut);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public void A_body_that_does_not_compress_has_steps_enough(string coding)
    {
        byte[] plain = new byte[1_000_000];
        new Random(5).NextBytes(plain);
        using var decoder = new BodyDecoder(BodyDecoder.MaxLayerBytes);
        byte[] body = BodyDecoderTests.Encode(coding, plain);
        DecodedBody decoded = decoder.Decode(new MessageView
        {
            Fields = System.Text.Encoding.ASCII.GetBytes($"Content-Encoding: {coding}\r\n"),
            Body = body,
            BodyBytes = body.Length,
        });

        Assert.True(decoded.Bytes.SequenceEqual(plain));
        Assert.False(decoded.IsTruncated);
    }

    [Fact]
    public void Trailers_that_are_bombs_share_what_may_come_out_of_them()
    {
        byte[] bomb = BodyDecoderTests.Encode("gzip", new byte[4 * 1024 * 1024]);
        byte[] frame = [0x81, 0, 0, (byte)(bomb.Length >> 8), (byte)bomb.Length, .. bomb];
        ReadSpan span = new Sample
        {
            Method = "POST",
            Target = "/s.S/M",
            RequestFields = "content-type: application/grpc-web\r\n",
            ResponseFields = "content-type: application/grpc-web\r\ngrpc-encoding: gzip\r\n",
            ResponseBody = Repeat(frame, 50),
        }.ToSpan();

        Assert.Equal("s.S/M", span.Name);
        Assert.Equal(200L, span["http.response.status_code"]);
    }

    private static byte[] Repeat(byte[] piece, int count) => [.. Enumerable.Repeat(piece, count).SelectMany(bytes => bytes)];

    private static byte[] Decode(string coding, byte[] body, out bool isCut)
    {
        using var decoder = new BodyDecoder(1000);
        DecodedBody decoded = decoder.Decode(new MessageView
        {
            Fields = System.Text.Encoding.ASCII.GetBytes($"Content-Encoding: {coding}\r\n"),
            Body = body,
            BodyBytes = body.Length,
        });
        isCut = decoded.IsTruncated;
        return decoded.Bytes.ToArray();
    }
}
