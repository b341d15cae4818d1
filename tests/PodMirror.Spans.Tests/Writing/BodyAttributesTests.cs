using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class BodyAttributesTests
{
    [Fact]
    public void A_body_is_text_when_it_is_text_and_is_cut_between_characters()
    {
        byte[] text = Encoding.UTF8.GetBytes("aé€😀");
        for (int kept = 0; kept <= text.Length; kept++)
        {
            ReadSpan span = new Sample { ResponseBody = text[..kept], ResponseBodyBytes = text.Length }.ToSpan();
            string expected = kept switch { 0 => "", 1 or 2 => "a", 3 or 4 or 5 => "aé", < 10 => "aé€", _ => "aé€😀" };
            Assert.Equal(kept == 0 ? null : expected, span["http.response.body.content"]);
            Assert.Equal(kept is > 0 and < 10 ? true : null, span["podmirror.http.response.body.truncated"]);
            Assert.Equal((long)text.Length, span["http.response.body.size"]);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0x00 })]
    [InlineData(new byte[] { (byte)'a', 0 })]
    [InlineData(new byte[] { 0xc3 })]
    public void A_body_that_is_no_text_is_bytes(byte[] body) =>
        Assert.Equal(body, Assert.IsType<byte[]>(new Sample { RequestBody = body }.ToSpan()["http.request.body.content"]));

    [Fact]
    public void A_coded_body_is_decoded_and_its_size_is_the_one_on_the_wire()
    {
        byte[] coded = BodyDecoderTests.Encode("gzip", "hello"u8.ToArray());
        ReadSpan span = new Sample { ResponseFields = "Content-Encoding: gzip\r\n", ResponseBody = coded }.ToSpan();

        Assert.Equal("hello", span["http.response.body.content"]);
        Assert.Equal((long)coded.Length, span["http.response.body.size"]);
    }

    [Fact]
    public void A_body_that_cannot_be_decoded_is_left_out_and_the_span_says_so()
    {
        ReadSpan span = new Sample
        {
            RequestFields = "Content-Encoding: gzip\r\n",
            RequestBody = "no gzip"u8.ToArray(),
            ResponseFields = "Content-Encoding: compress\r\n",
            ResponseBody = [1],
            Anomalies = Anomalies.EarlyResponse,
        }.ToSpan();

        Assert.Null(span["http.request.body.content"]);
        Assert.Equal(7L, span["http.request.body.size"]);
        Assert.Equal(["request_body_undecodable", "response_body_undecodable", "early_response"], span.Texts("podmirror.anomalies"));
    }

    [Fact]
    public void The_secrets_of_a_form_are_hidden()
    {
        ReadSpan span = new Sample
        {
            RequestFields = "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n",
            RequestBody = "user=u&password=s3&grant_type=password"u8.ToArray(),
        }.ToSpan();

        Assert.Equal("user=u&password=REDACTED&grant_type=password", span["http.request.body.content"]);
    }

    [Fact]
    public void Without_bodies_there_are_sizes_only()
    {
        ReadSpan span = new Sample { RequestBody = [1, 2] }.ToSpan(new SpanOptions { MaxBodyBytes = 0 });

        Assert.Null(span["http.request.body.content"]);
        Assert.Equal(2L, span["http.request.body.size"]);
        Assert.Null(span["podmirror.truncated"]);
    }
}
