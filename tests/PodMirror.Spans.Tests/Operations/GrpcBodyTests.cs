using System.Text;
using CsCheck;

namespace PodMirror.Spans.Tests;

public sealed class GrpcBodyTests
{
    private static readonly byte[] Message = new Proto().Text(1, new string('x', 300)).ToBytes();
    private static readonly string Json = $$"""{"1":"{{new string('x', 300)}}"}""";

    private static readonly Gen<string> Types = Gen.OneOf(
        Gen.Const("application/grpc"), Gen.Const("application/grpc-web-text"), Gen.Const("application/grpc+json"));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public void Messages_are_decompressed_by_their_flag(string encoding)
    {
        byte[] body = [.. Proto.Frame(BodyDecoderTests.Encode(encoding, Message), flags: 1), .. Proto.Frame(Message)];

        Assert.Equal($"[{Json},{Json}]", Read(body, encoding));
    }

    [Theory]
    [InlineData("snappy")]
    [InlineData("identity")]
    [InlineData("")]
    [InlineData("gzip, gzip")]
    public void A_message_whose_compression_nobody_knows_is_null_among_others_and_undecodable_alone(string encoding)
    {
        byte[] compressed = Proto.Frame(Message, flags: 1);

        Assert.Equal($"[null,{Json}]", Read([.. compressed, .. Proto.Frame(Message)], encoding));
        Assert.Equal("undecodable", Read(compressed, encoding));
    }

    [Fact]
    public void A_bomb_of_messages_is_bounded_in_all()
    {
        byte[] bomb = Proto.Frame(BodyDecoderTests.Encode("gzip", new Proto().Bytes(1, new byte[700_000]).ToBytes()), flags: 1);
        byte[] bombs = [.. Enumerable.Repeat(bomb, 100).SelectMany(static bytes => bytes)];

        Assert.InRange(Read(bombs, "gzip").Length, 1000, BodyDecoder.MaxLayerBytes + 1000);
    }

    [Fact]
    public void Any_cut_shows_a_prefix_of_the_messages()
    {
        byte[][] messages = [new Proto().Varint(1, 1).ToBytes(), [], new Proto().Text(2, "two").ToBytes()];
        byte[] body = [.. messages.SelectMany(static message => Proto.Frame(message))];
        for (int length = 0; length < body.Length; length++)
        {
            using var decoder = new BodyDecoder(BodyDecoder.MaxLayerBytes);
            var content = new GrpcContent(decoder, null, BodyDecoder.MaxLayerBytes);
            DecodedBody json = content.Read(new DecodedBody(body.AsSpan(0, length), true, false), "application/grpc"u8, default, null);

            Assert.False(json.IsUndecodable);
            int whole = length < 7 ? 0 : length < 12 ? 1 : 2;
            Assert.Equal(whole, content.Messages);
            Assert.True(json.Bytes.IsEmpty || System.Text.Json.JsonDocument.Parse(json.Bytes.ToArray()) is not null);
        }
    }

    [Fact]
    public void Text_of_grpc_web_may_be_padded_in_the_middle()
    {
        byte[] first = Proto.Frame(new Proto().Varint(1, 1).ToBytes());
        byte[] second = Proto.Frame("grpc-status: 5\r\ngrpc-message: gone%21\r\n"u8.ToArray(), flags: 0x80);
        byte[] text = Encoding.ASCII.GetBytes(Convert.ToBase64String(first) + Convert.ToBase64String(second));
        ReadSpan span = new Sample
        {
            Method = "POST",
            Target = "/api/a.B/C",
            RequestFields = "Content-Type: application/grpc-web-text\r\n",
            RequestBody = Encoding.ASCII.GetBytes(Convert.ToBase64String(first)),
            ResponseFields = "Content-Type: application/grpc-web-text+proto\r\n",
            ResponseBody = text,
        }.ToSpan();

        Assert.Equal("a.B/C", span.Name);
        Assert.Equal("NOT_FOUND", span.Text("rpc.status_code"));
        Assert.Equal("""{"1":1}""", span.Text("http.request.body.content"));
        Assert.Equal("""{"1":1}""", span.Text("http.response.body.content"));
        Assert.Equal(["gone%21"], span.Texts("podmirror.http.response.trailer.grpc-message"));
        Assert.Equal(1L, span["podmirror.rpc.response.messages"]);
    }

    [Fact]
    public void A_body_with_nothing_but_trailers_has_no_content()
    {
        ReadSpan span = new Sample
        {
            Method = "POST",
            Target = "/a.B/C",
            RequestFields = "Content-Type: application/grpc-web\r\n",
            ResponseFields = "Content-Type: application/grpc-web\r\n",
            ResponseBody = Proto.Frame("grpc-status:0\r\n"u8.ToArray(), flags: 0x80),
        }.ToSpan();

        Assert.Equal("OK", span.Text("rpc.status_code"));
        Assert.Null(span["http.response.body.content"]);
        Assert.Null(span["podmirror.anomalies"]);
    }

    [Fact]
    public void Trailers_beyond_what_is_kept_leave_the_status_open()
    {
        byte[] body = Proto.Frame(Message);
        ReadSpan span = new Sample
        {
            Method = "POST",
            Target = "/a.B/C",
            RequestFields = "Content-Type: application/grpc-web\r\n",
            ResponseFields = "Content-Type: application/grpc-web\r\n",
            ResponseBody = body[..100],
            ResponseBodyBytes = 1000,
        }.ToSpan();

        Assert.Null(span["rpc.status_code"]);
        Assert.Equal(["response_body_truncated"], span.Texts("podmirror.anomalies"));
    }

    [Fact]
    public void Messages_of_json_stay_what_they_are()
    {
        byte[] body = [.. Proto.Frame("{\"a\":1}"u8.ToArray()), .. Proto.Frame("{\"b\":2}"u8.ToArray())];

        Assert.Equal("{\"a\":1}\n{\"b\":2}", Read(body, "", "application/grpc+json"));
    }

    [Theory]
    [InlineData("hello", "\"hello\"")]
    [InlineData("\0\u00ff", "\"AMO/\"")]
    public void What_is_no_protobuf_is_text_or_bytes(string message, string json) =>
        Assert.Equal(json, Read(Proto.Frame(Encoding.UTF8.GetBytes(message)), ""));

    [Theory]
    [InlineData("7f00000000")]
    [InlineData("0200000000")]
    public void Flags_that_nobody_knows_are_no_grpc(string body) => Assert.Equal("undecodable", Read(Convert.FromHexString(body), ""));

    [Fact]
    public void Random_bodies_never_throw() =>
        Check.Sample(Gen.Select(Gen.Byte.Array[0, 100], Types), static (bytes, type) => Assert.NotNull(Read(bytes, "gzip", type)));

    private static string Read(byte[] body, string encoding, string type = "application/grpc")
    {
        using var decoder = new BodyDecoder(BodyDecoder.MaxLayerBytes);
        var content = new GrpcContent(decoder, null, BodyDecoder.MaxLayerBytes);
        DecodedBody json = content.Read(new DecodedBody(body, false, false), Encoding.ASCII.GetBytes(type), Encoding.ASCII.GetBytes(encoding), null);
        return json.IsUndecodable ? "undecodable" : Encoding.UTF8.GetString(json.Bytes);
    }
}
