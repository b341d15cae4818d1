using System.Diagnostics;
using System.Text;
using PodMirror.Capture;
using PodMirror.Exchange;

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

    [Fact]
    public void Flows_that_wait_for_retransmissions_cost_nothing_at_each_turn()
    {
        var rig = new Rig();
        for (uint i = 0; i < 10_000; i++)
        {
            Open(rig, i, Start);
            rig.Take(FromClient(i, 100, "late", Start), check: false);
        }

        var clock = Stopwatch.StartNew();
        for (int turn = 0; turn < 20_000; turn++)
        {
            rig.Pipeline.OnTurn(Start + 100_000_000 + turn);
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        rig.Finish();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60_000_000)]
    public void A_hole_is_given_up_in_time_after_a_clock_that_steps_back(long waitedNs)
    {
        var rig = new Rig();
        const long Yesterday = Start - 86_400_000_000_000;
        Open(rig, 0, Start);
        rig.Take(FromClient(0, 100, Numbered.Get(1), Start));
        rig.Pipeline.OnTurn(Start + waitedNs);
        uint end = 100 + (uint)Numbered.Get(1).Length;
        rig.Take(new Segment(false, 1, end, TcpFlags.Ack, [], Yesterday) { Client = Client(0) });
        rig.Pipeline.OnTurn(Yesterday);
        rig.Pipeline.OnTurn(Yesterday + 60_000_000);

        Assert.Equal(1, rig.Ledger[MirrorCounter.Gaps]);
        rig.Finish();
    }

    [Fact]
    public void One_packet_of_a_far_future_does_not_stop_the_housekeeping_of_a_replay()
    {
        var rig = new Rig();
        Open(rig, 0, Start);
        rig.Take(FromClient(1, 1, "", Start + 86_400_000_000_000));
        Open(rig, 2, Start);
        rig.Take(FromClient(2, 1, Numbered.Get(1), Start));
        for (long second = 0; second < 400; second++)
        {
            rig.Take(FromClient(0, 1, "", Start + (second * 1_000_000_000)));
        }

        Assert.Equal("GET /1 > - !response_missing,time_limit", rig.Lines);
        rig.Finish();
    }

    [Fact]
    public void No_flow_is_passed_over_at_the_time_limit_however_many_others_are_busy()
    {
        const uint Flows = 6000;
        var rig = new Rig();
        for (uint i = 0; i < Flows; i++)
        {
            Open(rig, i, Start);
            rig.Take(FromClient(i, 1, Numbered.Get((int)i), Start), check: false);
        }

        // All of them go on with something; in every other round, one that was looked at last is the one that was seen last.
        uint[] inOrder = [.. Enumerable.Range(0, (int)Flows).Select(i => (uint)i)];
        uint[] inOtherOrder = [.. inOrder.OrderBy(i => i == 4095)];
        for (long second = 1; second < 320; second++)
        {
            foreach (uint i in second % 2 == 0 ? inOrder : inOtherOrder)
            {
                rig.Take(new Segment(false, 1, 1, TcpFlags.Ack, [], Start + (second * 1_000_000_000)) { Client = Client(i) }, check: false);
            }
        }

        Assert.Equal(Flows, (uint)rig.Exchanges.Count);
        rig.Finish();
    }

    private static IpEndpoint Client(uint number) => IpEndpoint.FromIPv4(100 + number, 1);

    private static void Open(Rig rig, uint client, long nowNs) =>
        rig.Take(new Segment(true, 0, 0, TcpFlags.Syn, [], nowNs) { Client = Client(client) }, check: false);

    private static Segment FromClient(uint client, uint sequence, string text, long nowNs) =>
        new(true, sequence, 1, TcpFlags.Ack, Encoding.ASCII.GetBytes(text), nowNs) { Client = Client(client) };
}
