namespace PodMirror.Protocols.Tests;

/// <summary>What a reader keeps from one message to the next.</summary>
public sealed class ReaderStateTests
{
    [Fact]
    public void A_preface_of_HTTP2_that_breaks_off_is_no_request()
    {
        Rig rig = Rig.Run(new Conversation().Client("PRI * HTTP/2.0\r\n\r\nSM").Client("x")
            .Client(Numbered.Get(1)).Server(Numbered.Ok(1)).Close().Segments);

        Assert.Equal("GET /1 > 200", rig.Lines);
    }

    [Fact]
    public void A_segment_without_captured_bytes_behind_an_early_answer_is_a_gap()
    {
        List<Segment> segments = new Conversation().Client("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n")
            .Server(Numbered.Ok(1)).Client("abcdef").Close().Segments;
        segments[5] = segments[5] with { Payload = [], CutBytes = 6 };

        Assert.Equal("POST /1  > 200 !request_gap,early_response", Rig.Run(segments).Lines);
    }

    [Fact]
    public void A_request_that_was_begun_before_its_tunnel_was_granted_is_not_lost()
    {
        Rig rig = Rig.Run(new Conversation()
            .Client("CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\nPOST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc")
            .Server("HTTP/1.1 200 OK\r\n\r\n").Client("def").Server(Numbered.Ok(1)).Close().Segments);

        Assert.Equal("CONNECT h:80 > 200\nPOST /1 abcdef > 200", rig.Lines);
    }

    [Fact]
    public void After_a_head_that_was_cut_by_a_loss_nothing_is_invented()
    {
        List<Segment> segments = new Conversation { Mss = 40 }.Client(Numbered.Get(1))
            .Server(Numbered.Ok(1, $"Content-Length: 3000\r\nX: {new string('y', 60)}\r\n")).Acknowledge(true)
            .Server("H").Server("ello\r\n\r\n").Acknowledge(true)
            .Client(Numbered.Get(2)).Server(Numbered.Ok(2)).Close().Segments;
        segments.RemoveAt(5);

        Rig rig = Rig.Run(segments);

        Assert.Equal(["/1", "/2"], rig.Exchanges.Select(seen => seen.Target));
        Numbered.AssertNothingMismatched(rig);
    }
}
