using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class DetailTests
{
    private static readonly Sample Whole = new()
    {
        Method = "POST",
        RequestFields = "Host: api.example.com\r\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nX-A: b\r\n",
        RequestBody = "asked"u8.ToArray(),
        ResponseFields = "X-C: d\r\n",
        ResponseBody = "answered"u8.ToArray(),
        ResponseTrailers = "X-E: f\r\n",
    };

    [Theory]
    [InlineData(Detail.Full, true, true, null)]
    [InlineData(Detail.WithoutBodies, false, true, "without_bodies")]
    [InlineData(Detail.WithoutFields, false, false, "without_fields")]
    [InlineData(Detail.CountOnly, false, false, "without_fields")]
    public void A_span_holds_what_its_detail_says_and_tells_what_it_does_not(Detail detail, bool hasBodies, bool hasFields, string? said)
    {
        ReadSpan span = Whole.ToSpan(detail: detail);

        Assert.Equal(hasBodies, span["http.request.body.content"] is not null);
        Assert.Equal(hasBodies, span["http.response.body.content"] is not null);
        Assert.Equal(hasFields, span["http.request.header.x-a"] is not null);
        Assert.Equal(hasFields, span["http.response.header.x-c"] is not null);
        Assert.Equal(hasFields, span["podmirror.http.response.trailer.x-e"] is not null);
        Assert.Equal(said, span["podmirror.detail"]);
        string[] anomalies = span["podmirror.anomalies"] as string[] ?? [];
        Assert.Equal(!hasBodies, anomalies.Contains("bodies_left_out"));
        Assert.Equal(!hasFields, anomalies.Contains("fields_left_out"));
    }

    [Theory]
    [InlineData(Detail.WithoutBodies)]
    [InlineData(Detail.WithoutFields)]
    public void Identity_address_status_and_sizes_are_always_told(Detail detail)
    {
        ReadSpan whole = Whole.ToSpan();
        ReadSpan span = Whole.ToSpan(detail: detail);

        Assert.Equal((whole.TraceId, whole.SpanId, whole.ParentId), (span.TraceId, span.SpanId, span.ParentId));
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId);
        string[] kept =
        [
            "http.request.method", "url.path", "url.query", "server.address", "http.response.status_code", "http.request.body.size",
            "http.response.body.size", "network.peer.address", "podmirror.stream",
        ];
        Assert.All(kept, name => Assert.Equal(whole[name], span[name]));
        Assert.Equal("api.example.com", span["server.address"]);
    }

    [Fact]
    public void What_is_not_there_is_not_left_out()
    {
        ReadSpan span = new Sample { RequestFields = "" }.ToSpan(detail: Detail.WithoutFields);

        Assert.Null(span["podmirror.anomalies"]);
        Assert.Equal("without_fields", span["podmirror.detail"]);
    }

    [Fact]
    public void Bodies_that_nobody_wants_are_not_left_out_by_a_budget()
    {
        ReadSpan span = Whole.ToSpan(new SpanOptions { MaxBodyBytes = 0 }, Detail.WithoutBodies);

        Assert.Null(span["podmirror.anomalies"]);
    }

    [Theory]
    [InlineData(Anomalies.BodiesLeftOut, "without_bodies")]
    [InlineData(Anomalies.FieldsLeftOut | Anomalies.BodiesLeftOut, "without_fields")]
    public void What_the_mirror_left_out_is_told_in_the_same_way(Anomalies left, string said) =>
        Assert.Equal(said, new Sample { Anomalies = left }.ToSpan()["podmirror.detail"]);

    [Fact]
    public void A_body_that_is_left_out_is_not_decoded()
    {
        Sample damaged = new Sample { RequestFields = "Content-Encoding: gzip\r\n", RequestBody = [1, 2, 3] };

        Assert.Contains("request_body_undecodable", damaged.ToSpan().Texts("podmirror.anomalies"));
        Assert.Equal(["bodies_left_out"], damaged.ToSpan(detail: Detail.WithoutBodies).Texts("podmirror.anomalies"));
    }

    [Fact]
    public void A_span_too_large_is_not_said_to_be_over_a_budget()
    {
        byte[] body = new byte[1_000_000];
        ReadSpan span = new Sample { RequestBody = body, ResponseBody = body, RequestFields = "X: " + new string('x', 1_500_000) + "\r\n" }
            .ToSpan(new SpanOptions { MaxBodyBytes = BodyDecoder.MaxLayerBytes });

        Assert.Equal(true, span["podmirror.truncated"]);
        Assert.Null(span["podmirror.detail"]);
        Assert.Null(span["podmirror.anomalies"]);
    }
}
