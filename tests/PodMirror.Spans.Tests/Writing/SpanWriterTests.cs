using System.Text;
using CsCheck;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class SpanWriterTests
{
    [Fact]
    public void An_ingress_call_is_a_server_span_with_the_attributes_of_the_conventions()
    {
        ReadSpan span = new Sample
        {
            Method = "POST",
            Target = "/orders/1?x=1&token=s3",
            RequestFields = "Host: api.example.com:8080\r\nUser-Agent: curl/8\r\nContent-Type: application/json\r\n"
                + "X-A: 1\r\nx-a: 2\r\nCookie: a=b\r\n",
            RequestBody = "{\"a\":1}"u8.ToArray(),
            Status = 201,
            ResponseFields = "Content-Type: text/plain\r\n",
            ResponseBody = "ok"u8.ToArray(),
            Interim = 1,
        }.ToSpan();

        Assert.Equal("POST", span.Name);
        Assert.Equal(2, span.Kind);
        Assert.Equal(0, span.Status);
        Assert.Equal(1_700_000_000_000_000_001UL, span.Start);
        Assert.Equal(1_700_000_000_001_000_001UL, span.End);
        Assert.Equal(
            """
            client.address = 10.0.0.1
            client.port = 40000
            http.request.body.content = {"a":1}
            http.request.body.size = 7
            http.request.header.content-type = [application/json]
            http.request.header.cookie = [a=REDACTED]
            http.request.header.host = [api.example.com:8080]
            http.request.header.user-agent = [curl/8]
            http.request.header.x-a = [1|2]
            http.request.method = POST
            http.response.body.content = ok
            http.response.body.size = 2
            http.response.header.content-type = [text/plain]
            http.response.status_code = 201
            network.local.address = 10.0.0.2
            network.local.port = 8080
            network.peer.address = 10.0.0.1
            network.peer.port = 40000
            network.protocol.name = http
            network.protocol.version = 1.1
            podmirror.direction = ingress
            podmirror.interim_responses = 1
            podmirror.ordinal = 0
            podmirror.stream = 7
            server.address = api.example.com
            server.port = 8080
            url.path = /orders/1
            url.query = x=1&token=REDACTED
            url.scheme = http
            user_agent.original = curl/8
            """.ReplaceLineEndings("\n"),
            Listing(span));
    }

    [Fact]
    public void An_egress_call_is_a_client_span_with_its_whole_url()
    {
        ReadSpan span = new Sample { Direction = Direction.Egress, Target = "/a?sig=s3", Status = 404 }.ToSpan();

        Assert.Equal(3, span.Kind);
        Assert.Equal("http://api.example.com/a?sig=REDACTED", span["url.full"]);
        Assert.Equal("10.0.0.2", span["network.peer.address"]);
        Assert.Equal("10.0.0.1", span["network.local.address"]);
        Assert.Equal(80L, span["server.port"]);
        Assert.Null(span["client.address"]);
    }

    [Theory]
    [InlineData(Direction.Ingress, 200, 0, null)]
    [InlineData(Direction.Ingress, 301, 0, null)]
    [InlineData(Direction.Ingress, 404, 0, null)]
    [InlineData(Direction.Ingress, 500, 2, "500")]
    [InlineData(Direction.Ingress, 599, 2, "599")]
    [InlineData(Direction.Unknown, 404, 0, null)]
    [InlineData(Direction.Unknown, 503, 2, "503")]
    [InlineData(Direction.Egress, 399, 0, null)]
    [InlineData(Direction.Egress, 400, 2, "400")]
    [InlineData(Direction.Egress, 404, 2, "404")]
    [InlineData(Direction.Egress, 502, 2, "502")]
    public void The_status_follows_the_side_that_is_watched(Direction direction, int status, int expected, string? errorType)
    {
        ReadSpan span = new Sample { Direction = direction, Status = status }.ToSpan();

        Assert.Equal(expected, span.Status);
        Assert.Equal(errorType, span["error.type"]);
        Assert.Equal((long)status, span["http.response.status_code"]);
    }

    [Theory]
    [InlineData(Anomalies.ResponseMissing, 0, null)]
    [InlineData(Anomalies.ResponseMissing | Anomalies.ConnectionReset, 2, "connection_reset")]
    [InlineData(Anomalies.ResponseMissing | Anomalies.TimeLimit, 0, null)]
    public void Without_a_response_only_a_reset_is_an_error(Anomalies anomalies, int expected, string? errorType)
    {
        ReadSpan span = new Sample { HasResponse = false, Anomalies = anomalies }.ToSpan();

        Assert.Equal(expected, span.Status);
        Assert.Equal(errorType, span["error.type"]);
        Assert.Null(span["http.response.status_code"]);
        Assert.Null(span["http.response.body.size"]);
        Assert.Equal(AnomalyNames.Of(anomalies), span.Texts("podmirror.anomalies"));
    }

    [Fact]
    public void A_response_without_its_request_still_makes_a_span()
    {
        ReadSpan span = new Sample { HasRequest = false, Anomalies = Anomalies.RequestMissing }.ToSpan();

        Assert.Equal("HTTP", span.Name);
        Assert.Equal("_OTHER", span["http.request.method"]);
        Assert.Null(span["http.request.method_original"]);
        Assert.Null(span["url.path"]);
        Assert.Equal("10.0.0.2", span["server.address"]);
        Assert.Equal(8080L, span["server.port"]);
    }

    [Theory]
    [InlineData("GET", "GET", "GET", null)]
    [InlineData("QUERY", "QUERY", "QUERY", null)]
    [InlineData("get", "HTTP", "_OTHER", "get")]
    [InlineData("PROPFIND", "HTTP", "_OTHER", "PROPFIND")]
    [InlineData("\u00ff", "HTTP", "_OTHER", "\u00ff")]
    public void A_method_is_known_by_its_exact_name(string method, string name, string attribute, string? original)
    {
        ReadSpan span = new Sample { Method = method }.ToSpan();

        Assert.Equal(name, span.Name);
        Assert.Equal(attribute, span["http.request.method"]);
        Assert.Equal(original, span["http.request.method_original"]);
    }

    [Theory]
    [InlineData("GET", "/a/b?c=d", "Host: h\r\n", "http", "/a/b", "c=d", "h", 80)]
    [InlineData("GET", "/", "Host: h:8080\r\n", "http", "/", null, "h", 8080)]
    [InlineData("GET", "/", "Host: [::1]:81\r\n", "http", "/", null, "::1", 81)]
    [InlineData("GET", "/", "Host: ::1\r\n", "http", "/", null, "::1", 80)]
    [InlineData("GET", "/", "", "http", "/", null, "10.0.0.2", 8080)]
    [InlineData("GET", "/", "Host:\r\n", "http", "/", null, "10.0.0.2", 8080)]
    [InlineData("GET", "/", "Host: u:s3@h:99999\r\n", "http", "/", null, "h:99999", 80)]
    [InlineData("GET", "http://u:s3@x:1/p?q", "Host: other\r\n", "http", "/p", "q", "x", 1)]
    [InlineData("GET", "https://x", "Host: other\r\n", "https", "/", null, "x", 443)]
    [InlineData("GET", "?q", "Host: h\r\n", "http", "/", "q", "h", 80)]
    [InlineData("GET", "/a#b", "Host: h\r\n", "http", "/a", "b", "h", 80)]
    [InlineData("GET", "/p?u=http://z/", "Host: h\r\n", "http", "/p", "u=http://z/", "h", 80)]
    [InlineData("OPTIONS", "*", "Host: h\r\n", "http", "*", null, "h", 80)]
    [InlineData("CONNECT", "x:443", "Host: h\r\n", "http", null, null, "x", 443)]
    [InlineData("GET", "/", "Host: h\r\nX-Forwarded-Proto: https, http\r\n", "https", "/", null, "h", 443)]
    [InlineData("GET", "/", "Host: h\r\nForwarded: for=1.2.3.4;proto=HTTPS\r\n", "https", "/", null, "h", 443)]
    public void The_url_is_cut_by_the_form_of_the_target(
        string method, string target, string fields, string scheme, string? path, string? query, string address, int port)
    {
        ReadSpan span = new Sample { Method = method, Target = target, RequestFields = fields }.ToSpan();

        Assert.Equal(scheme, span["url.scheme"]);
        Assert.Equal(path, span["url.path"]);
        Assert.Equal(query, span["url.query"]);
        Assert.Equal(address, span["server.address"]);
        Assert.Equal((long)port, span["server.port"]);
    }

    [Theory]
    [InlineData("", "10.0.0.1")]
    [InlineData("X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n", "1.2.3.4")]
    [InlineData("X-Forwarded-For: 1.2.3.4:99\r\n", "1.2.3.4")]
    [InlineData("X-Forwarded-For: unknown\r\n", "10.0.0.1")]
    [InlineData("Forwarded: for=\"[2001:db8::1]:4711\";by=x, for=9.9.9.9\r\n", "2001:db8::1")]
    [InlineData("Forwarded: for=_hidden\r\nX-Forwarded-For: 1.2.3.4\r\n", "10.0.0.1")]
    public void The_client_is_the_first_that_proxies_name(string fields, string expected) =>
        Assert.Equal(expected, new Sample { RequestFields = fields }.ToSpan()["client.address"]);

    [Theory]
    [InlineData("::1", "::1")]
    [InlineData("::", "::")]
    [InlineData("fe80::1:0:0:1", "fe80::1:0:0:1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1::1", "2001:0:0:1::1")]
    [InlineData("1::", "1::")]
    [InlineData("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8")]
    [InlineData("255.0.10.1", "255.0.10.1")]
    public void Addresses_are_written_as_RFC_5952_says(string address, string expected)
    {
        var ip = System.Net.IPAddress.Parse(address);
        ReadSpan span = new Sample { Client = IpEndpoint.From(ip, 1) }.ToSpan();

        Assert.Equal(expected, span["network.peer.address"]);
        Assert.Equal(ip.ToString(), expected);
    }

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

    [Fact]
    public void Trailers_are_attributes_of_their_own()
    {
        ReadSpan span = new Sample { RequestTrailers = "X-Sum: 1\r\n", ResponseTrailers = "grpc-status: 0\r\nX-Api-Key: s3\r\n" }.ToSpan();

        Assert.Equal(["1"], span.Texts("podmirror.http.request.trailer.x-sum"));
        Assert.Equal(["0"], span.Texts("podmirror.http.response.trailer.grpc-status"));
        Assert.Equal(["REDACTED"], span.Texts("podmirror.http.response.trailer.x-api-key"));
    }

    [Fact]
    public void Values_that_are_no_utf8_become_text_and_lines_that_are_no_fields_are_counted()
    {
        ReadSpan span = new Sample { RequestFields = "X-Name: J\u00f6rg\r\nno colon token=s3\r\n\u00ff: x\r\n" }.ToSpan();

        Assert.Equal(["J\u00f6rg"], span.Texts("http.request.header.x-name"));
        Assert.Equal(2, span.Dropped);
    }

    [Fact]
    public void A_bomb_of_field_lines_is_cut_at_the_limit_and_counted()
    {
        string fields = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a{i % 3}:\r\n"));
        ReadSpan span = new Sample { RequestFields = fields }.ToSpan();

        Assert.Equal(10_000 - 256, span.Dropped);
        Assert.Equal(256, Enumerable.Range(0, 3).Sum(i => span.Texts($"http.request.header.a{i}").Length));
    }

    [Fact]
    public void A_span_too_large_for_receivers_is_written_without_its_bodies()
    {
        using var writer = new SpanWriter(new SpanOptions { MaxBodyBytes = BodyDecoder.MaxLayerBytes });
        ExchangeRecord record = new Sample
        {
            RequestBody = new byte[900_000],
            ResponseBody = new byte[900_000],
            RequestFields = "X: " + new string('x', 1_500_000) + "\r\n",
        }.ToExchange();
        var output = new ByteBuffer(8 * 1024 * 1024);

        Assert.True(writer.TryWrite(record, output));

        ReadSpan span = ReadSpan.Of(output.Written[5..].ToArray());
        Assert.Null(span["http.request.body.content"]);
        Assert.Equal(true, span["podmirror.truncated"]);
    }

    [Fact]
    public void A_span_that_does_not_fit_leaves_the_output_as_it_was()
    {
        using var writer = new SpanWriter(new SpanOptions());
        var output = new ByteBuffer(100);
        output.Append("before"u8);

        Assert.False(writer.TryWrite(new Sample().ToExchange(), output));
        Assert.Equal("before"u8.ToArray(), output.Written.ToArray());
        Assert.False(output.HasOverflowed);
    }

    [Fact]
    public void No_seeded_secret_is_in_any_byte_of_a_span()
    {
        Gen<string> noise = Gen.OneOf("", "a=1&", ";", "&", "x", "%20", "\"", "; ");
        Check.Sample(Gen.Select(noise, noise, Gen.Bool), (before, after, isEgress) =>
        {
            const string secret = "s3cr3tVALUE";
            byte[] span = new Sample
            {
                Direction = isEgress ? Direction.Egress : Direction.Ingress,
                Target = $"http://u:{secret}@h/p;jsessionid={secret}/x?{before}&access_token={secret}{after}",
                RequestFields = $"Host: u:{secret}@h\r\nAuthorization: Bearer {secret}{after}\r\nCookie: {before}; sid={secret}{after}\r\n"
                    + $"Referer: http://h/?{before}&token={secret}{after}\r\nX-Api-Key: {secret}\r\nCookie: {secret}\r\nX-Api-Key {secret}\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n",
                RequestBody = Encoding.ASCII.GetBytes($"{before}&client_secret={secret}{after}"),
                RequestTrailers = $"X-Auth-Token: {secret}\r\n",
                ResponseFields = $"Set-Cookie: a={secret}{after}; Path=/\r\nLocation: /#id_token={secret}{after}\r\n"
                    + $"Authentication-Info: x={secret}\r\n",
                ResponseTrailers = $"Proxy-Authentication-Info: {secret}\r\n",
            }.ToSpanBytes();
            return !Encoding.Latin1.GetString(span).Contains(secret, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Any_bytes_make_a_span_that_a_receiver_takes() =>
        Check.Sample(Gen.Select(Gen.Byte.Array[0, 100], Gen.Byte.Array[0, 100], Gen.Byte.Array[0, 200]), (target, fields, body) =>
        {
            ReadSpan span = new Sample
            {
                Method = Encoding.Latin1.GetString(target),
                Target = Encoding.Latin1.GetString(target),
                RequestFields = "A: " + Encoding.Latin1.GetString(fields),
                ResponseFields = "Content-Encoding: gzip\r\nX: " + Encoding.Latin1.GetString(fields),
                RequestTrailers = Encoding.Latin1.GetString(fields),
                RequestBody = body,
                ResponseBody = body,
                StartNs = long.MaxValue,
                DurationNs = long.MaxValue,
            }.ToSpan();
            return span.Start <= span.End;
        });

    [Fact]
    public void Writing_a_span_allocates_nothing_once_warm()
    {
        using var writer = new SpanWriter(new SpanOptions { Pod = "p" });
        var batch = new SpanBatch(new SpanSource([new("service.name", "s")]), 4 * 1024 * 1024);
        byte[] record = new Sample
        {
            Method = "POST",
            Target = "/orders?token=s3&x=%41",
            RequestFields = "Host: h\r\nUser-Agent: ua\r\nAccept: */*\r\nAuthorization: Bearer x\r\nCookie: a=b\r\nX-Forwarded-For: 1.2.3.4\r\n"
                + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: a=b\r\nX-A: 1\r\nX-A: 2\r\n",
            RequestBody = new byte[512],
            ResponseFields = "Content-Type: application/json\r\nSet-Cookie: a=b; Path=/\r\nLocation: /a?b=c\r\n",
            ResponseBody = Encoding.ASCII.GetBytes(new string('x', 1024)),
            Anomalies = Anomalies.BareLineFeed,
        }.ToRecord();
        void Run()
        {
            batch.Clear();
            RecordFormat.TryRead(record, out _, out ReadOnlySpan<byte> body, out _);
            ExchangeRecord.TryRead(body, out ExchangeRecord exchange);
            batch.TryAdd(writer, exchange);
            batch.Finish();
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Run();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Listing(ReadSpan span) => string.Join('\n', span.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
        $"{pair.Key} = {(pair.Value is string[] texts ? $"[{string.Join('|', texts)}]" : pair.Value)}"));
}
