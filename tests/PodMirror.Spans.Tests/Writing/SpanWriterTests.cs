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
            network.transport = tcp
            podmirror.direction = ingress
            podmirror.interim_responses = 1
            podmirror.ordinal = 0
            podmirror.sensitive.secret = [request.query:token]
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

    private static string Listing(ReadSpan span) => string.Join('\n', span.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
        $"{pair.Key} = {(pair.Value is string[] texts ? $"[{string.Join('|', texts)}]" : pair.Value)}"));
}
