namespace PodMirror.Protocols.Tests;

/// <summary>A response is given to its own request, or to none.</summary>
public sealed class PairingTests
{
    [Fact]
    public void A_request_that_is_lost_between_pipelined_ones_shifts_nothing()
    {
        List<Segment> segments = new Conversation().Client(Numbered.Get(1)).Client(Numbered.Get(2)).Client(Numbered.Get(3))
            .Server(Numbered.Ok(1)).Server(Numbered.Ok(2)).Server(Numbered.Ok(3)).Close().Segments;
        segments.RemoveAt(4);

        Numbered.AssertNothingMismatched(Rig.Run(segments));
    }

    [Fact]
    public void Pipelining_behind_an_interim_response_is_seen()
    {
        List<Segment> segments = new Conversation().Client(Numbered.Get(0)).Server(Numbered.Ok(0))
            .Client("POST /1 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            .Server("HTTP/1.1 100 Continue\r\n\r\n").Client("abc").Client(Numbered.Get(2))
            .Server(Numbered.Ok(1)).Server(Numbered.Ok(2)).Close().Segments;
        segments.RemoveAt(4);

        Numbered.AssertNothingMismatched(Rig.Run(segments));
    }

    [Fact]
    public void A_request_hidden_behind_a_malformed_chunk_shifts_nothing()
    {
        Conversation conversation = new Conversation()
            .Client("POST /1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n" + Numbered.Get(2)).Client(Numbered.Get(3))
            .Server(Numbered.Ok(1)).Server(Numbered.Ok(2)).Server(Numbered.Ok(3)).Close();

        Numbered.AssertNothingMismatched(Rig.Run(conversation.Segments));
    }

    [Fact]
    public void A_lost_request_before_a_pipelined_one_shifts_nothing()
    {
        List<Segment> segments = new Conversation().Client(Numbered.Get(0)).Server(Numbered.Ok(0)).Client(Numbered.Get(1)).Client(Numbered.Get(2))
            .Server(Numbered.Ok(1)).Server(Numbered.Ok(2)).Close().Segments;
        segments.RemoveAt(5);

        Numbered.AssertNothingMismatched(Rig.Run(segments));
    }

    [Fact]
    public void Bytes_of_a_body_that_come_after_they_were_given_up_are_no_request()
    {
        List<Segment> segments = new Conversation()
            .Client($"POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: {Numbered.Get(7).Length}\r\n\r\n").Client(Numbered.Get(7))
            .Server(Numbered.Ok(1)).Client(Numbered.Get(2)).Server(Numbered.Ok(2)).Close().Segments;
        (segments[4], segments[5]) = (segments[5], segments[4]);
        for (int i = 5; i < segments.Count; i++)
        {
            segments[i] = segments[i] with { TimeNs = segments[i].TimeNs + 100_000_000 };
        }

        var rig = new Rig();
        foreach (Segment segment in segments)
        {
            rig.Pipeline.OnTurn(segment.TimeNs);
            rig.Take(segment);
        }

        rig.Finish();

        Assert.Equal("POST /1  > 200 !request_gap\nGET /2 > 200", rig.Lines);
    }

    [Fact]
    public void The_answer_to_a_HEAD_request_whose_head_lost_its_end_has_no_body()
    {
        List<Segment> segments = new Conversation().Client("HEAD /1 HTTP/1.1\r\nHost: x\r\n").Client("X-Lost: 1\r\n\r\n")
            .Server(Numbered.Ok(1, "Content-Length: 100000\r\n")).Client(Numbered.Get(2)).Server(Numbered.Ok(2)).Close().Segments;
        segments.RemoveAt(4);

        Assert.Equal("HEAD /1 > 200 !request_gap\nGET /2 > 200", Rig.Run(segments).Lines);
    }

    [Fact]
    public void The_answer_to_a_lost_HEAD_request_does_not_swallow_the_next_responses()
    {
        List<Segment> segments = new Conversation().Client(Numbered.Get(1)).Server(Numbered.Ok(1))
            .Client("HEAD /2 HTTP/1.1\r\nHost: x\r\n\r\n").Server(Numbered.Ok(2, "Content-Length: 100000\r\n"))
            .Client(Numbered.Get(3)).Server(Numbered.Ok(3)).Client(Numbered.Get(4)).Server(Numbered.Ok(4)).Close().Segments;
        segments.RemoveAt(5);

        Assert.Equal(
            "GET /1 > 200\n- > 200 !request_missing,response_incomplete\nGET /3 > 200\nGET /4 > 200", Rig.Run(segments).Lines);
    }
}
