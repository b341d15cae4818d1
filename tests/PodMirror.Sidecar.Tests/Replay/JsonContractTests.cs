using System.Net;
using System.Text;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

/// <summary>The contract of docs/json.md, byte by byte: whoever changes a line here changes what users' programs read.</summary>
public sealed class JsonContractTests
{
    [Fact]
    public void Every_field_of_a_whole_exchange_is_as_the_contract_has_it()
    {
        ExchangeRecord exchange = Whole();

        const string expected = """
            {"time":"2023-11-14T22:13:20.123456789Z","duration_ns":1500000,"protocol":"http/1.1","direction":"ingress",
            "client":{"address":"10.0.0.1","port":1234},"server":{"address":"fe80::1","port":80},
            "request":{"method":"POST","target":"/a?b=c","authority":"x:80",
            "headers":[["Host","x:80"],["X-Two","1"],["x-two","2"],["X-Trailer","t"]],
            "body_bytes":5,"body":"hello","body_encoding":"text","framed":null},
            "response":{"status":200,"headers":[["Content-Type","image/png"]],"body_bytes":4,"body":"iVBORw==","body_encoding":"base64",
            "framed":null},"websocket":null,
            "anomalies":["request_gap","early_response"],"stream":7}
            """;
        Assert.Equal(OneLine(expected) + "\n", Format(exchange));
    }

    [Fact]
    public void A_side_that_was_not_on_the_wire_is_null()
    {
        ExchangeRecord exchange = Whole();
        exchange.Header.Anomalies = Anomalies.ResponseMissing;
        exchange.Response = default;
        Assert.Contains("\"response\":null,\"websocket\":null,\"anomalies\":[\"response_missing\"]", Format(exchange), StringComparison.Ordinal);

        exchange = Whole();
        exchange.Header.Anomalies = Anomalies.RequestMissing;
        exchange.Request = default;
        Assert.Contains("\"request\":null,\"response\":{\"status\":200", Format(exchange), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clean_exchange_without_bodies_has_an_empty_array_and_nulls()
    {
        ExchangeRecord exchange = Whole();
        exchange.Header.Anomalies = Anomalies.None;
        exchange.Request = new MessageView { IsPresent = true, Method = "GET"u8, Target = "/"u8 };
        exchange.Response = new MessageView { IsPresent = true, Status = 204 };

        const string expected = """
            "request":{"method":"GET","target":"/","authority":null,"headers":[],"body_bytes":0,"body":null,"body_encoding":null,"framed":null},
            "response":{"status":204,"headers":[],"body_bytes":0,"body":null,"body_encoding":null,"framed":null},"websocket":null,
            "anomalies":[],"stream":7}
            """;
        Assert.EndsWith(OneLine(expected) + "\n", Format(exchange), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpProtocol.Http10, "http/1.0")]
    [InlineData(HttpProtocol.Http11, "http/1.1")]
    [InlineData(HttpProtocol.Http2, "http/2")]
    public void Protocols_have_names(HttpProtocol protocol, string name)
    {
        ExchangeRecord exchange = Whole();
        exchange.Header.Protocol = protocol;
        Assert.Contains($"\"protocol\":\"{name}\"", Format(exchange), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Direction.Ingress, "ingress")]
    [InlineData(Direction.Egress, "egress")]
    [InlineData(Direction.Unknown, "unknown")]
    public void Directions_have_names(Direction direction, string name)
    {
        ExchangeRecord exchange = Whole();
        exchange.Header.Direction = direction;
        Assert.Contains($"\"direction\":\"{name}\"", Format(exchange), StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_bytes_stay_within_their_string()
    {
        ExchangeRecord exchange = Whole();
        exchange.Request.Target = "/\"\\\n\u001b\u007f\u0085\u0000\u202eü"u8;
        exchange.Request.Fields = Encoding.Latin1.GetBytes("X: \u00e9\u0001\"\r\n");

        string json = Format(exchange);

        Assert.Contains("\"target\":\"/\\\"\\\\\\n\\u001b\\u007f\\u0085\\u0000\u202eü\"", json, StringComparison.Ordinal);
        Assert.Contains("[\"X\",\"é\\u0001\\\"\"]", json, StringComparison.Ordinal);
        Assert.Equal(1, json.Count('\n'));
    }

    [Fact]
    public void A_folded_value_comes_on_one_line()
    {
        ExchangeRecord exchange = Whole();
        exchange.Request.Fields = "X: a\r\n \tb\n c\r\n"u8;

        Assert.Contains("[\"X\",\"a b c\"]", Format(exchange), StringComparison.Ordinal);
    }

    [Fact]
    public void A_content_coding_is_removed()
    {
        ExchangeRecord exchange = Whole();
        byte[] gzip = Gzip("hello, hello"u8);
        exchange.Response.Fields = "Content-Encoding: gzip\r\n"u8;
        exchange.Response.Body = gzip;
        exchange.Response.BodyBytes = gzip.Length;

        string expected = $"\"body_bytes\":{gzip.Length},\"body\":\"hello, hello\",\"body_encoding\":\"text\"";
        Assert.Contains(expected, Format(exchange), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "\"body\":null,\"body_encoding\":null")]
    [InlineData(false, "\"body\":\"bm9wZQ==\",\"body_encoding\":\"base64\"")]
    public void A_body_whose_coding_cannot_be_removed_says_so_and_is_shown_only_where_nothing_is_secret(bool redact, string expected)
    {
        ExchangeRecord exchange = Whole();
        exchange.Response.Fields = "Content-Encoding: gzip\r\n"u8;
        exchange.Response.Body = "nope"u8;
        exchange.Response.BodyBytes = 4;

        string json = Format(exchange, redact: redact);

        Assert.Contains("\"body_bytes\":4," + expected, json, StringComparison.Ordinal);
        Assert.Contains("\"response_body_undecodable\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password=s3cret&x=1", "\"password=REDACTED&x=1\"")]
    [InlineData("x=\0&password=s3cret", "\"eD0AJnBhc3N3b3JkPVJFREFDVEVE\"")]
    public void A_form_is_shown_without_its_secrets_also_where_it_is_no_text(string body, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        ExchangeRecord exchange = Whole();
        exchange.Request.Fields = "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n"u8;
        exchange.Request.Body = bytes;
        exchange.Request.BodyBytes = bytes.Length;

        Assert.Contains("\"body\":" + expected, Format(exchange), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_was_cut_within_a_character_is_still_text()
    {
        ExchangeRecord exchange = Whole();
        exchange.Request.Body = "hü"u8[..2];
        exchange.Request.BodyBytes = 3;

        Assert.Contains("\"body_bytes\":3,\"body\":\"h\",\"body_encoding\":\"text\"", Format(exchange), StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_grows_past_the_limit_is_cut_and_says_so()
    {
        ExchangeRecord exchange = Whole();
        byte[] gzip = Gzip(new byte[10_000].AsSpan());
        exchange.Response.Fields = "Content-Encoding: gzip\r\n"u8;
        exchange.Response.Body = gzip;
        exchange.Response.BodyBytes = gzip.Length;

        Assert.Contains("\"response_body_truncated\"", Format(exchange, maxBodyBytes: 100), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_the_contract_names_every_anomaly()
    {
        string page = File.ReadAllText(Path.Combine(TestKit.TestData.Repository(), "docs/json.md"));
        Assert.All(Enumerable.Range(0, AnomalyNames.Count), bit => Assert.Contains($"| `{AnomalyNames.Of(bit)}` |", page, StringComparison.Ordinal));
    }

    private static string OneLine(string text) => text.Replace("\n", "", StringComparison.Ordinal);

    private static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    private static string Format(in ExchangeRecord exchange, int maxBodyBytes = 1000, bool redact = true) =>
        OutputText.Of(exchange, static (output, contents) => new JsonFormatter(output, contents), redact, maxBodyBytes);

    private static ExchangeRecord Whole()
    {
        ExchangeRecord exchange = default;
        exchange.Header = new ExchangeHeader
        {
            Direction = Direction.Ingress,
            Protocol = HttpProtocol.Http11,
            StartNs = 1_700_000_000_123_456_789,
            DurationNs = 1_500_000,
            Client = IpEndpoint.FromIPv4(0x0A000001, 1234),
            Server = IpEndpoint.From(IPAddress.Parse("fe80::1"), 80),
            Anomalies = Anomalies.RequestGap | Anomalies.EarlyResponse,
            Stream = 7,
        };
        exchange.Request = new MessageView
        {
            IsPresent = true,
            Method = "POST"u8,
            Target = "/a?b=c"u8,
            Fields = "Host: x:80\r\nX-Two: 1\r\nx-two: 2\r\n"u8,
            Trailers = "X-Trailer: t\r\n"u8,
            Body = "hello"u8,
            BodyBytes = 5,
        };
        exchange.Response = new MessageView
        {
            IsPresent = true,
            Status = 200,
            Fields = "Content-Type: image/png\r\n"u8,
            Body = (byte[])[0x89, 0x50, 0x4E, 0x47],
            BodyBytes = 4,
        };
        return exchange;
    }
}
