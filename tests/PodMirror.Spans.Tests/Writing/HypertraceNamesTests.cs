using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class HypertraceNamesTests
{
    private static readonly SpanOptions Hypertrace = new() { HasHypertraceNames = true };

    [Fact]
    public void The_older_names_stand_beside_the_current_ones()
    {
        ReadSpan span = new Sample
        {
            Method = "POST",
            Target = "/a?token=s3",
            RequestFields = "Host: h:81\r\nUser-Agent: ua\r\nX-A: 1\r\nX-A: 2\r\n",
            RequestBody = "text"u8.ToArray(),
            RequestBodyBytes = 9,
            ResponseBody = [0xff, 0x00],
        }.ToSpan(Hypertrace);

        (string Name, object Value)[] expected =
        [
            ("http.request.method", "POST"), ("http.method", "POST"), ("http.status_code", 200L), ("http.scheme", "http"), ("http.host", "h:81"),
            ("http.target", "/a?token=REDACTED"), ("http.url", "http://h:81/a?token=REDACTED"), ("http.user_agent", "ua"), ("http.flavor", "1.1"),
            ("net.peer.ip", "10.0.0.1"), ("net.peer.port", 40000L), ("net.transport", "IP.TCP"), ("span.protocol", "HTTP"),
            ("http.request.body", "text"), ("http.request.body.truncated", true), ("http.response.body.base64", "/wA"),
            ("http.request.header.host", "h:81"), ("http.request.header.x-a[0]", "1"), ("http.request.header.x-a[1]", "2"),
        ];
        Assert.All(expected, pair => Assert.Equal(pair.Value, span[pair.Name]));
        Assert.Equal(["1", "2"], span.Texts("http.request.header.x-a"));
        Assert.Null(span["http.response.body"]);
    }

    [Fact]
    public void A_client_span_has_its_url_and_http2_its_old_number()
    {
        var server = IpEndpoint.From(System.Net.IPAddress.Parse("::1"), 90);
        ReadSpan span = new Sample { Direction = Direction.Egress, Protocol = HttpProtocol.Http2, Server = server }.ToSpan(Hypertrace);

        Assert.Equal(span["url.full"], span["http.url"]);
        Assert.Equal("2.0", span["http.flavor"]);
    }

    [Theory]
    [InlineData("grpc-status: 5\r\n", 5L)]
    [InlineData("grpc-status: 0\r\n", 0L)]
    [InlineData("grpc-status: none\r\n", null)]
    [InlineData("", null)]
    public void A_call_of_gRPC_has_its_service_and_the_number_of_its_status(string trailers, object? status)
    {
        ReadSpan span = new Sample
        {
            Method = "POST",
            Target = "/shop.v1.Shop/Place",
            RequestFields = "content-type: application/grpc\r\n",
            ResponseFields = "content-type: application/grpc\r\n",
            ResponseTrailers = trailers,
            Protocol = HttpProtocol.Http2,
        }.ToSpan(Hypertrace);

        Assert.Equal("grpc", span["rpc.system"]);
        Assert.Equal("shop.v1.Shop", span["rpc.service"]);
        Assert.Equal("shop.v1.Shop/Place", span["rpc.method"]);
        Assert.Equal(status, span["rpc.grpc.status_code"]);
        Assert.Equal("GRPC", span["span.protocol"]);
    }

    [Fact]
    public void By_default_there_are_none()
    {
        ReadSpan span = new Sample { RequestBody = Encoding.ASCII.GetBytes("x") }.ToSpan();

        Assert.Null(span["http.method"]);
        Assert.Null(span["http.request.body"]);
        Assert.Null(span["net.transport"]);
    }

    [Fact]
    public void An_exchange_without_a_request_has_no_url() =>
        Assert.Null(new Sample { HasRequest = false }.ToSpan(Hypertrace)["http.url"]);
}
