using System.Text;
using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

/// <summary>What happens when memory is full.</summary>
public sealed class MemoryTests
{
    private const long Start = 1_700_000_000_000_000_000;

    [Theory]
    [InlineData("another flow wants memory")]
    [InlineData("a hole is given up in time")]
    [InlineData("the flows fall silent")]
    [InlineData("the capture ends")]
    public void A_flow_that_wants_memory_while_it_is_given_up_is_given_up_once(string why)
    {
        var rig = new Rig(new PipelineOptions { MaxMessageBytes = 4096, Mode = CaptureMode.IngressAndEgress });
        for (uint flow = 0; flow < 4; flow++)
        {
            // Each holds a head without an end, a hole, and behind it a request for which there is no memory.
            IpEndpoint client = IpEndpoint.FromIPv4(100 + flow, 1);
            rig.Take(new Segment(true, 0, 0, TcpFlags.Syn, [], Start) { Client = client });
            rig.Take(new Segment(true, 1, 1, TcpFlags.Ack, "GET /a HTTP/1.1\r\nHost: x\r\n"u8.ToArray(), Start) { Client = client });
            rig.Take(new Segment(true, 100, 1, TcpFlags.Ack, "GET /b HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Start) { Client = client });
            rig.Take(new Segment(false, 1, 200, TcpFlags.Ack, [], Start) { Client = client });
        }

        switch (why)
        {
            case "another flow wants memory":
                rig.Take(new Segment(true, 1, 1, TcpFlags.Ack, "GET /c HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Start));
                break;
            case "a hole is given up in time":
                rig.Pipeline.OnTime(Start + 2_000_000_000);
                break;
            case "the flows fall silent":
                rig.Pipeline.OnTime(Start + 2_000_000_000_000);
                break;
        }

        rig.Finish();

        Assert.Equal(4, rig.Exchanges.Count(seen => seen.Target == "/a"));
        Assert.Equal(rig.Ledger[MirrorCounter.FlowsSeen], (uint)rig.Exchanges.Select(seen => seen.Stream).Distinct().Count());
    }

    [Fact]
    public void A_response_head_for_which_there_is_no_memory_shifts_nothing()
    {
        Conversation conversation = new Conversation()
            .Client("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3000\r\n\r\n" + new string('u', 3000))
            .Server("HTTP/1.1 200 OK\r\nX-Id: 1\r\n").Server("Content-Length: 0\r\n\r\n");
        for (int i = 2; i < 9; i++)
        {
            conversation.Client(Numbered.Get(i)).Server(Numbered.Ok(i));
        }

        Rig rig = Rig.Run(conversation.Close().Segments, new PipelineOptions { MaxMessageBytes = 4096, Mode = CaptureMode.IngressAndEgress });

        Numbered.AssertNothingMismatched(rig);
        Assert.Contains(rig.Exchanges, seen => seen.Target == "/8" && seen.Status == 200);
    }

    [Fact]
    public void Flows_that_hold_all_that_may_be_held_do_not_stop_another_one()
    {
        var rig = new Rig(new PipelineOptions { MaxHeldBytes = 8192, Mode = CaptureMode.IngressAndEgress });
        for (uint i = 0; i < 8; i++)
        {
            IpEndpoint client = IpEndpoint.FromIPv4(100 + i, 1);
            rig.Take(new Segment(true, 0, 0, TcpFlags.Syn, [], Start) { Client = client });
            rig.Take(new Segment(true, 100, 1, TcpFlags.Ack, new byte[10], Start) { Client = client });
        }

        var conversation = new Conversation { NowNs = Start };
        for (int i = 0; i < 20; i++)
        {
            conversation.Client(Numbered.Get(i)).Server(Numbered.Ok(i, "Content-Length: 3000\r\n") + new string('d', 3000));
        }

        conversation.Segments.RemoveAt(6);
        conversation.Segments.ForEach(segment => rig.Take(segment));

        Numbered.AssertNothingMismatched(rig);
        Assert.Equal(20, rig.Exchanges.Count(seen => seen.Status == 200));
        Assert.Equal(Anomalies.ResponseGap, rig.Exchanges.Single(seen => seen.Anomalies != Anomalies.None).Anomalies);
        rig.Finish();
    }

    [Fact]
    public void A_flow_that_hoards_memory_is_found_behind_any_number_that_hold_none()
    {
        var rig = new Rig(new PipelineOptions { MaxMessageBytes = 4096, Mode = CaptureMode.IngressAndEgress });
        for (uint flow = 0; flow < 204; flow++)
        {
            // The first ones wait for nothing, the last four hold a head without an end.
            string text = flow < 200 ? "\r\n" : "GET /hoard HTTP/1.1\r\nHost: x\r\n";
            IpEndpoint client = IpEndpoint.FromIPv4(100 + flow, 1);
            rig.Take(new Segment(true, 0, 0, TcpFlags.Syn, [], Start) { Client = client });
            rig.Take(new Segment(true, 1, 1, TcpFlags.Ack, Encoding.ASCII.GetBytes(text), Start) { Client = client });
        }

        Conversation conversation = new Conversation { NowNs = Start };
        for (int i = 0; i < 100; i++)
        {
            conversation.Client(Numbered.Get(i)).Server(Numbered.Ok(i));
        }

        conversation.Segments.ForEach(segment => rig.Take(segment));

        Numbered.AssertNothingMismatched(rig);
        Assert.Contains(rig.Exchanges, seen => seen.Target == "/99" && seen.Status == 200);
        rig.Finish();
    }
}
