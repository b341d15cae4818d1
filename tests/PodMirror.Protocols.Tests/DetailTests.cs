using PodMirror.Exchange;
using PodMirror.Protocols.Tests.Kit;

namespace PodMirror.Protocols.Tests;

/// <summary>What is told while a budget is used up.</summary>
public sealed class DetailTests
{
    private const string Traced = "traceparent: 00-1-2-01\r\nHost: x\r\nX-B3-TraceId: 7\r\nb3: 0\r\nContent-Type: application/json\r\n";

    [Fact]
    public void Without_bodies_their_sizes_stay()
    {
        Seen seen = Assert.Single(Run(Detail.WithoutBodies, isHttp2: false).Exchanges);

        Assert.Equal(("", 3, "", 4), (seen.RequestBody, seen.RequestBytes, seen.ResponseBody, seen.ResponseBytes));
        Assert.Equal(Anomalies.BodiesLeftOut, seen.Anomalies);
        Assert.Contains("Cookie: a", seen.RequestFields, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Detail.WithoutFields)]
    [InlineData(Detail.CountOnly)]
    public void Without_fields_trace_context_host_and_type_stay(Detail detail)
    {
        Seen seen = Assert.Single(Run(detail, isHttp2: false).Exchanges);

        Assert.Equal(("POST", "/a?b=c", 200), (seen.Method, seen.Target, seen.Status));
        Assert.Equal(("", 3L, 4L), (seen.ResponseBody, seen.RequestBytes, seen.ResponseBytes));
        Assert.Equal(Traced, seen.RequestFields);
        Assert.Equal(("Content-Type: text/plain\r\n", ""), (seen.ResponseFields, seen.ResponseTrailers));
        Assert.Equal(Anomalies.BodiesLeftOut | Anomalies.FieldsLeftOut, seen.Anomalies);
    }

    [Theory]
    [InlineData(Detail.WithoutBodies, "traceparent: 00-1-2-01\r\ncookie: a\r\n", "grpc-status: 5\r\ngrpc-message: x\r\n", Anomalies.BodiesLeftOut)]
    [InlineData(Detail.WithoutFields, "traceparent: 00-1-2-01\r\n", "grpc-status: 5\r\n", Anomalies.BodiesLeftOut | Anomalies.FieldsLeftOut)]
    public void In_HTTP_2_it_is_the_same_and_the_status_of_gRPC_stays(Detail detail, string fields, string trailers, Anomalies anomalies)
    {
        Seen seen = Assert.Single(Run(detail, isHttp2: true).Exchanges);

        Assert.Equal(("POST", "/a", 200), (seen.Method, seen.Target, seen.Status));
        Assert.Equal(("", 3L, 4L), (seen.ResponseBody, seen.RequestBytes, seen.ResponseBytes));
        Assert.Equal((fields, trailers, anomalies), (seen.RequestFields, seen.ResponseTrailers, seen.Anomalies));
    }

    [Fact]
    public void It_counts_from_the_next_message_on_and_can_be_set_back()
    {
        var rig = new Rig();
        foreach (Segment segment in Call(new Conversation()).Segments)
        {
            rig.Pipeline.Detail = segment.FromClient ? Detail.Full : Detail.WithoutFields;
            rig.Take(segment);
        }

        rig.Finish();
        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal(("abc", "", "Content-Type: text/plain\r\n"), (seen.RequestBody, seen.ResponseBody, seen.ResponseFields));
        Assert.Contains("Cookie: a", seen.RequestFields, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_of_a_content_are_counted_in_any_detail()
    {
        var rig = new Rig();
        rig.Pipeline.Detail = Detail.WithoutFields;
        new Conversation().Client(WebSocketSide.Asked).Server(WebSocketSide.Granted).Client(WebSocketSide.Client.Text("abc")).Close()
            .Segments.ForEach(segment => rig.Take(segment));
        rig.Finish();

        Seen seen = Assert.Single(rig.Exchanges);
        Assert.Equal(("WebSocket 1/3/3 (0 1 0 0 0 0 0)", "", 9L), (seen.RequestFramed, seen.RequestBody, seen.RequestBytes));
        Assert.Equal(Anomalies.BodiesLeftOut | Anomalies.FieldsLeftOut, seen.Anomalies);
    }

    [Fact]
    public void Where_nothing_was_left_out_nothing_is_said()
    {
        var rig = new Rig();
        rig.Pipeline.Detail = Detail.CountOnly;
        new Conversation().Client("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 204 No\r\n\r\n").Close()
            .Segments.ForEach(segment => rig.Take(segment));
        rig.Finish();

        Assert.Equal("GET /1 > 204", rig.Lines);
    }

    private static Rig Run(Detail detail, bool isHttp2)
    {
        var rig = new Rig();
        rig.Pipeline.Detail = detail;
        var conversation = new Conversation { Mss = 50 };
        (isHttp2 ? CallInHttp2(conversation) : Call(conversation)).Segments.ForEach(segment => rig.Take(segment));
        rig.Finish();
        return rig;
    }

    private static Conversation Call(Conversation conversation) =>
        conversation.Client($"POST /a?b=c HTTP/1.1\r\nCookie: a\r\n{Traced}Content-Length: 3\r\n\r\nabc")
            .Server("HTTP/1.1 200 OK\r\nServer: s\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
            .Server("4\r\ndefg\r\n0\r\nX-End: 1\r\n\r\n")
            .Close();

    private static Conversation CallInHttp2(Conversation conversation)
    {
        (Http2Side client, Http2Side server) = (new Http2Side(1), new Http2Side(2));
        string[] fields = [":method: POST", ":scheme: http", ":path: /a", ":authority: shop", "traceparent: 00-1-2-01", "cookie: a"];
        return conversation.Client(Http2Side.Hello).Client(client.Headers(1, false, fields)).Client(Http2Side.Data(1, "abc", end: true))
            .Server(server.Answer(1, 200, false)).Server(Http2Side.Data(1, "defg"))
            .Server(server.Headers(1, true, "grpc-status: 5", "grpc-message: x")).Close();
    }
}
