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
}
