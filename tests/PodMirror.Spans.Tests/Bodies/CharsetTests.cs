using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class CharsetTests
{
    private const string Json = "{\"név\":\"Ödön\",\"password\":\"hunter2é\",\"é\":1}";
    private const string RedactedJson = "{\"név\":\"Ödön\",\"password\":\"REDACTED\",\"é\":1}";

    [Theory]
    [InlineData("iso-8859-1", "text/plain; charset=ISO-8859-1")]
    [InlineData("iso-8859-1", "text/plain;charset=\"latin1\"")]
    [InlineData("iso-8859-1", "text/html; q=\"a;b\"; Charset = us-ascii ; x")]
    [InlineData("iso-8859-1", "application/json; charset=windows-1252")]
    [InlineData("utf-16", "text/plain; charset=utf-16")]
    [InlineData("utf-16", "application/json; charset=UTF-16LE")]
    [InlineData("utf-16BE", "text/plain; charset=utf-16")]
    [InlineData("utf-16BE", "text/plain; charset=utf-16be")]
    [InlineData("utf-16BE", "text/plain; charset=utf-16le")]
    public void A_text_in_its_charset_is_shown_as_UTF_8(string encoding, string type) =>
        Assert.Equal("é, Ödön", Span(type, Encoding.GetEncoding(encoding).GetBytes("é, Ödön"))["http.request.body.content"]);

    [Fact]
    public void Every_byte_of_windows_1252_is_its_character()
    {
        byte[] all = [.. Enumerable.Range(1, 255).Select(i => (byte)i)];
        string expected = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(all);

        Assert.Equal(expected, Span("text/plain; charset=iso-8859-1", all)["http.request.body.content"]);
    }

    [Theory]
    [InlineData("iso-8859-1", "iso-8859-1")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("utf-16", "utf-16be")]
    [InlineData("utf-16BE", "utf-16")]
    [InlineData("utf-16", "iso-8859-1")]
    [InlineData("utf-16", "unknown")]
    public void A_secret_beside_other_letters_does_not_leave(string encoding, string charset)
    {
        byte[] body = Encoding.GetEncoding(encoding).GetBytes(Json);

        Assert.Equal(RedactedJson, Span($"application/json; charset={charset}", body)["http.request.body.content"]);
    }

    [Theory]
    [InlineData("text/plain; charset=iso-8859-1", new byte[] { 0xc3, 0xa9 }, "é")]
    [InlineData("text/plain; charset=utf-16", new byte[] { 0xc3, 0xa9, (byte)'{', (byte)'}' }, "é{}")]
    [InlineData("text/plain; charset=iso-8859-1", new byte[] { 0xff, 0xfe, 0xe9, 0 }, "é")]
    public void What_the_bytes_say_counts_for_more_than_the_label(string type, byte[] body, string expected) =>
        Assert.Equal(expected, Span(type, body)["http.request.body.content"]);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("text/plain; charset=shift_jis")]
    [InlineData("text/plain; charset=utf-16")]
    [InlineData("text/plain; charset=a-label-that-is-longer-than-any")]
    [InlineData("application/octet-stream; charset=iso-8859-1")]
    public void Other_bytes_stay_as_they_are(string type)
    {
        var options = new SpanOptions { ContentTypes = BodyContentTypes.Of(["*/*"])! };
        byte[] body = [(byte)'a', 0xe9];

        Assert.Equal(body, Span(type, body, options)["http.request.body.content"]);
    }

    [Theory]
    [InlineData("iso-8859-1", "€€€", "€€")]
    [InlineData("iso-8859-1", "abc deé", "abc de")]
    [InlineData("iso-8859-1", "abc dé", "abc dé")]
    [InlineData("utf-16", "\u4e8c\u4e09é", "\u4e8c\u4e09")]
    public void The_limit_holds_for_the_text_and_cuts_between_characters(string charset, string text, string expected)
    {
        byte[] body = charset == "utf-16" ? Encoding.Unicode.GetBytes(text) : CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text);
        var options = new SpanOptions { MaxBodyBytes = 7 };
        ReadSpan span = Span($"text/html; charset={charset}", body, options);

        Assert.Equal(expected, span["http.request.body.content"]);
        Assert.Equal(text == expected ? null : true, span["podmirror.http.request.body.truncated"]);
    }

    [Fact]
    public void A_call_is_named_in_its_letters()
    {
        ReadSpan span = new Sample
        {
            Method = "POST",
            RequestFields = "Content-Type: application/json; charset=iso-8859-1\r\n",
            RequestBody = Encoding.Latin1.GetBytes("{\"jsonrpc\":\"2.0\",\"method\":\"café\",\"id\":1,\"params\":[\"é\"]}"),
        }.ToSpan();

        Assert.Equal("café", span["rpc.method"]);
    }

    [Fact]
    public void Nothing_is_allocated_for_it()
    {
        Sample sample = new()
        {
            RequestFields = "Content-Type: application/json; charset=iso-8859-1\r\n",
            RequestBody = Encoding.Latin1.GetBytes(Json),
            ResponseFields = "Content-Type: application/json; charset=utf-16\r\n",
            ResponseBody = Encoding.Unicode.GetBytes(Json),
        };
        using var writer = new SpanWriter(new SpanOptions());
        var output = new ByteBuffer(64 * 1024);
        ExchangeRecord exchange = sample.ToExchange();
        Assert.True(writer.TryWrite(exchange, output));
        output.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        writer.TryWrite(exchange, output);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // The second byte of a character can be a bracket, a brace or a backslash there, which escapes the quote behind it for those who read bytes.
    [Theory]
    [InlineData("shift_jis")]
    [InlineData("gbk")]
    [InlineData("gb18030")]
    [InlineData("big5")]
    [InlineData("euc-jp")]
    [InlineData("windows-1251")]
    public void Secrets_in_the_ASCII_parts_of_other_charsets_do_not_leave(string charset)
    {
        string[] letters =
        [
            .. "@[\\]^_`{|}~\u00b8\u00fe".Select(second => "\u0095" + second),
            "\u0083\\\u0095\\", "\u00810\u00819", "\u00b1", "\u008f\u00a2\u00af",
        ];
        string[] bodies =
        [
            "{\"n\":\"~\",\"password\":\"ca-na-ry\"}", "{\"~\":1,\"password\":\"ca-na-ry\"}", "{\"password\":\"ca-na-ry\",\"n\":\"~\"}",
            "{\"password\":\"~ca-na-ry\"}", "{\"a\":{\"~\":\"~\"},\"b\":[\"~\"],\"password\":\"ca-na-ry~\"}",
            "{\"password\":\"~\",\"token\":\"ca-na-ry\"}",
            "{\"password\":[\"~\",\"ca-na-ry\"]}", "a=~&password=ca-na-ry", "name: ~\npassword: ca-na-ry\n", "password=\"~ ca-na-ry\"",
            "<a b=\"~\"><password>ca-na-ry</password></a>", "<a><password>~ca-na-ry</password></a>", "<a password=\"~\" token='ca-na-ry'>~</a>",
        ];
        string[] types = ["application/json", "text/xml", "text/plain", "application/x-www-form-urlencoded"];
        string[] leaks =
        [
            .. from body in bodies
               from type in types
               where !Leaks(body, "x", type, charset)
               from letter in letters
               where Leaks(body, letter, type, charset)
               select $"{type} {letter} {body}",
        ];

        Assert.Empty(leaks);
    }

    private static bool Leaks(string body, string letter, string type, string charset) => new Sample
    {
        RequestFields = $"Content-Type: {type}; charset={charset}\r\n",
        RequestBody = Encoding.Latin1.GetBytes(body.Replace("~", letter, StringComparison.Ordinal)),
    }.ToSpanBytes().AsSpan().IndexOf("ca-na-ry"u8) >= 0;

    private static ReadSpan Span(string type, byte[] body, SpanOptions? options = null) =>
        new Sample { RequestFields = $"Content-Type: {type}\r\n", RequestBody = body }.ToSpan(options);
}
