namespace PodMirror.Protocols.Tests;

/// <summary>What time does.</summary>
public sealed class TimeTests
{
    private const long Start = 1_700_000_000_000_000_000;

    [Fact]
    public void A_response_of_status_000_is_still_a_response_at_the_time_limit()
    {
        var rig = new Rig();
        var conversation = new Conversation { NowNs = Start };
        conversation.Server("HTTP/1.1 000 X\r\n\r\nabc").Segments.ForEach(segment => rig.Take(segment));
        rig.Pipeline.OnTime(Start + 400_000_000_000);
        rig.Finish();

        Assert.Equal("- > 0 abc !request_missing,start_line_lenient,time_limit", rig.Lines);
    }

    [Fact]
    public void The_late_answer_to_a_HEAD_request_has_no_body()
    {
        var rig = new Rig();
        var conversation = new Conversation { NowNs = Start };
        conversation.Client("HEAD /1 HTTP/1.1\r\nHost: x\r\n\r\n").Segments.ForEach(segment => rig.Take(segment));
        rig.Pipeline.OnTime(Start + 400_000_000_000);
        int taken = conversation.Segments.Count;
        conversation.NowNs += 400_000_000_000;
        conversation.Server(Numbered.Ok(1, "Content-Length: 100\r\n")).Close().Segments.Skip(taken).ToList().ForEach(segment => rig.Take(segment));
        rig.Finish();

        Assert.Equal("HEAD /1 > - !response_missing,time_limit\n- > 200 !request_missing,time_limit", rig.Lines);
    }
}
