using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

public sealed class Http1MessageTests
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

    public static TheoryData<string, string, string, string> Pairs => new()
    {
        { "a plain pair", Get, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "GET /a > 200 hi" },
        {
            "a body up",
            "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
            "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n",
            "POST /p abc > 201"
        },
        { "chunks", Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n", "GET /a > 200 abcdefg" },
        { "chunks with LF only", Get, "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n", "GET /a > 200 abc !bare_line_feed" },
        { "no content", Get, "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", "GET /a > 204" },
        { "not modified", Get, "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n", "GET /a > 304" },
        { "head", "HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", "HEAD /a > 200" },
        {
            "head and a tab", "HEAD\t/a HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n",
            "HEAD /a > 200 !start_line_lenient"
        },
        { "until close", Get, "HTTP/1.1 200 OK\r\n\r\nall of it", "GET /a > 200 all of it" },
        { "http/1.0", "GET / HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\nold", "GET / > 200 old" },
        {
            "interim responses",
            Get,
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n!",
            "GET /a > 200 !"
        },
        {
            "both framings",
            "POST /s HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nz\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "POST /s z > 200 !content_length_with_transfer_encoding"
        },
        { "two lengths", Get, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi", "GET /a > 200 hi !content_length_conflict" },
        { "two equal lengths", Get, "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nhi", "GET /a > 200 hi" },
        { "no reason phrase", Get, "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "GET /a > 200" },
        { "an unknown method", "FROB /x HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 501 no\r\nContent-Length: 0\r\n\r\n", "FROB /x > 501" },
        { "empty lines before", "\r\n\r\n" + Get, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "GET /a > 200" },
        { "no host", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n", "GET / > 400 !host_invalid" },
        {
            "a length beyond numbers",
            Get,
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx",
            "GET /a > 200 x !content_length_invalid"
        },
        {
            "a chunk beyond numbers",
            Get,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx",
            "GET /a > 200 !chunk_invalid"
        },
        {
            "an upgrade",
            "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\u0081\u0003abc",
            "GET /ws > 101"
        },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_pair_is_read_alike_however_it_is_cut(string what, string request, string response, string expected)
    {
        foreach (int mss in new[] { 1448, 1, 2, 3, 7 })
        {
            Conversation conversation = new Conversation { Mss = mss }.Client(request).Server(response).Close();

            Rig rig = Rig.Run(conversation.Segments);

            Assert.Equal(expected, rig.Lines);
            Assert.NotEmpty(what);
        }
    }

    [Fact]
    public void Of_trailers_past_their_limit_nothing_is_kept_behind_the_piece_that_did_not_fit()
    {
        string first = "A: " + new string('a', 10_000) + "\r\n";
        Conversation conversation = new Conversation { Mss = 65_000 }
            .Client("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
            .Server(first).Server("B: " + new string('b', 10_000)).Server("b\r\nC: c\r\n").Server("\r\n").Close();

        Seen seen = Rig.Run(conversation.Segments).Exchanges.Single();

        Assert.Equal(first, seen.ResponseTrailers);
        Assert.Equal(Anomalies.HeadTruncated, seen.Anomalies);
    }

    [Fact]
    public void Trailers_are_kept_as_they_were_sent()
    {
        Conversation conversation = new Conversation().Client(Get)
            .Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 7\r\n\r\n").Close();

        Assert.Equal("X-Sum: 7\r\n\r\n", Rig.Run(conversation.Segments).Exchanges.Single().ResponseTrailers);
    }

    [Fact]
    public void Pipelined_requests_are_answered_in_their_order()
    {
        Conversation conversation = new Conversation()
            .Client(string.Concat(Enumerable.Range(0, 20).Select(i => $"GET /{i} HTTP/1.1\r\nHost: x\r\n\r\n")))
            .Server(string.Concat(Enumerable.Range(0, 20).Select(i => $"HTTP/1.1 200 OK\r\nContent-Length: {i.ToString().Length}\r\n\r\n{i}")))
            .Close();

        Assert.Equal(string.Join("\n", Enumerable.Range(0, 20).Select(i => $"GET /{i} > 200 {i}")), Rig.Run(conversation.Segments).Lines);
    }

    [Fact]
    public void A_tunnel_is_looked_into()
    {
        Conversation conversation = new Conversation()
            .Client("CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n").Server("HTTP/1.1 200 OK\r\n\r\n")
            .Client(Get).Server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").Close();

        Assert.Equal("CONNECT h:80 > 200\nGET /a > 200 hi", Rig.Run(conversation.Segments).Lines);
    }

    [Fact]
    public void An_answer_before_the_body_is_whole_says_so_and_waits_for_it()
    {
        Conversation conversation = new Conversation()
            .Client("POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc")
            .Server("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
            .Client("def").Close();

        Assert.Equal("POST /up abcdef > 413 !early_response", Rig.Run(conversation.Segments).Lines);
    }

    [Fact]
    public void A_body_that_a_final_answer_made_needless_does_not_swallow_the_next_request()
    {
        Conversation conversation = new Conversation()
            .Client("POST /up HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 600\r\n\r\n")
            .Server("HTTP/1.1 417 no\r\nContent-Length: 0\r\n\r\n")
            .Client(Get).Server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").Close();

        Assert.Equal("POST /up > 417 !request_incomplete,early_response\nGET /a > 200 hi", Rig.Run(conversation.Segments).Lines);
    }

    [Fact]
    public void A_body_past_the_limit_keeps_its_true_size()
    {
        Conversation conversation = new Conversation().Client(Get)
            .Server("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + new string('x', 10000)).Close();

        Seen seen = Rig.Run(conversation.Segments, new PipelineOptions { MaxBodyBytes = 100 }).Exchanges.Single();

        Assert.Equal(10000, seen.ResponseBytes);
        Assert.Equal(100, seen.ResponseBody.Length);
        Assert.Equal(Anomalies.ResponseBodyTruncated, seen.Anomalies);
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001", MirrorCounter.FlowsTls)]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000", MirrorCounter.FlowsHttp2)]
    [InlineData("EHLO there\r\nMAIL FROM:<a@b>\r\n", MirrorCounter.FlowsUnknown)]
    public void What_is_not_read_is_counted_as_what_it_is(string bytes, MirrorCounter counter)
    {
        foreach (int mss in new[] { 1448, 1, 5 })
        {
            Rig rig = Rig.Run(new Conversation { Mss = mss }.Client(bytes).Close().Segments);

            Assert.Empty(rig.Exchanges);
            Assert.Equal(1, rig.Ledger[counter]);
        }
    }
}
